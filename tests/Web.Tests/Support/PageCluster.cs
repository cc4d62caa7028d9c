using JsccGrid.Experiments.Cells;
using JsccGrid.FakeTrainer;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.LocalCluster.Nodes;
using JsccGrid.Page.Http;
using JsccGrid.Silo.Configuration;
using JsccGrid.Silo.Hosting;
using JsccGrid.Storage;
using JsccGrid.Tests.Shared.Waiting;
using JsccGrid.Web.Tests.Support;
using Xunit;

[assembly: AssemblyFixture(typeof(PageCluster))]

namespace JsccGrid.Web.Tests.Support;

/// <summary>
/// Two control silos and two workers as processes, with real Redis and Azurite, and training that behaves as each ground says. The
/// first silo allows actions, the second does not. One serves all tests that do it no harm: the names of their grids differ, and so do
/// their cells where they wait. Who kills a silo has a cluster of its own.
/// </summary>
public sealed class PageCluster : IAsyncLifetime
{
    public const string Token = "a-token-for-tests-0123456789";
    private readonly string folder = Directory.CreateTempSubdirectory("jsccgrid-web-").FullName;
    private ProcessCluster? processes;
    private ClusterConnection? connection;

    public PageCluster()
    {
        Free = NewGround("free", new Script { Steps = 4, StepMilliseconds = 20 });
        Gated = NewGround("gated", new Script
        {
            Steps = 4,
            StepMilliseconds = 20,
            Rules = [new Rule { Label = "SNR=inf", Step = 2, Do = Misbehaviour.Wait }]
        });
        Held = NewGround("held", new Script { Steps = 4, Rules = [new Rule { Label = "jscc", Step = 2, Do = Misbehaviour.Wait }] });
        Stuck = NewGround("stuck", Held.Script);
        Failing = NewGround("failing", new Script
        {
            Steps = 4,
            Rules = [new Rule { Label = "jscc-fc", Step = 2, Do = Misbehaviour.FailForGood }]
        });
    }

    /// <summary>Whose cells finish at once.</summary>
    public Ground Free { get; }

    /// <summary>Whose cells of a noiseless channel wait to be released.</summary>
    public Ground Gated { get; }

    /// <summary>Whose joint cells wait to be released.</summary>
    public Ground Held { get; }

    /// <summary>Whose joint cells wait, and are never released: no test need run before another.</summary>
    public Ground Stuck { get; }

    /// <summary>Whose JSCC FC cells fail for good.</summary>
    public Ground Failing { get; }

    /// <summary>The page of the silo that allows actions.</summary>
    public Uri Page => Address(Silos[0]);

    /// <summary>The page of the silo without a token.</summary>
    public Uri ReadOnlyPage => Address(Silos[1]);

    public IReadOnlyList<NodeServer> Silos => processes!.Silos;

    public IGrainFactory Grains => connection!.Grains;

    private IEnumerable<Ground> Grounds => [Free, Gated, Held, Stuck, Failing];

    public async ValueTask InitializeAsync()
    {
        foreach (var ground in Grounds) ground.Prepare();
        processes = await ProcessCluster.StartAsync(new ProcessClusterOptions
        {
            Folder = Path.Combine(folder, "cluster"),
            Program = Path.Combine(AppContext.BaseDirectory, "JsccGrid.Silo.dll"),
            Nodes = [.. NodeOptions.Several(silos: 2, workers: 2).Select(node => node with { Settings = Settings(node) })],
        });
        connection = await ClusterConnection.ConnectAsync(new ClusterAddress
        {
            Id = processes.Id,
            Redis = processes.Redis.ConnectionString,
            Store = new StoreOptions { ConnectionString = processes.Azurite.ConnectionString, Container = processes.Container },
        }, Until.Stretched(TimeSpan.FromSeconds(30)));
        // Who is not registered cannot be cordoned.
        var pool = Grains.Pool();
        await Until.SeenAsync(
            () => pool.GetWorkersAsync(), workers => workers.Length == processes.Workers.Count, "the workers to register");
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null) await connection.DisposeAsync();
        processes?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Submits, again where a silo that is killed meanwhile takes the call with it.</summary>
    public async Task<IGridGrain> SubmitAsync(string name, IEnumerable<CellSpec> cells)
    {
        var grid = Grains.GetGrain<IGridGrain>(name);
        await Until.SucceedsAsync(() => grid.SubmitAsync(cells), $"a silo that takes the grid '{name}'");
        return grid;
    }

    public static Uri Address(NodeServer silo) => new($"http://{silo.Address}:{silo.Ports.Http}/");

    private Ground NewGround(string name, Script script) => new(name, Path.Combine(folder, name), script);

    private Dictionary<string, string> Settings(NodeOptions node) =>
        node.Role == NodeRole.Worker ? FakeFolder.WorkerSettings(2, Grounds.Select(ground => (ground.Fingerprint, ground.Folder)))
        : node.Name == "silo-1" ? new() { ["Page:ActionToken"] = Token, ["Page:Hosts"] = "grids.example.org, *.lab.example.org" }
        : [];
}
