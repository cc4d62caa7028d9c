using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;
using JsccGrid.FakeTrainer;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.LocalCluster.Nodes;
using JsccGrid.LocalCluster.Servers;
using JsccGrid.Monitoring.Tests.Prometheus;
using JsccGrid.Silo.Configuration;
using JsccGrid.Silo.Hosting;
using JsccGrid.Storage;
using JsccGrid.Tests.Shared;
using JsccGrid.Tests.Shared.Waiting;
using Xunit;

namespace JsccGrid.Monitoring.Tests.Clusters;

/// <summary>
/// Redis, Azurite, two control silos and two workers of the fake trainer as processes, at work on a grid of every scheme, and a
/// Prometheus that scrapes them as the one of infra/docker does, under the rules of the chart.
/// </summary>
public sealed class MonitoredCluster : IAsyncLifetime
{
    /// <summary>The grid that keeps the cluster busy for longer than the tests take.</summary>
    internal const string Grid = "live";

    private const int Seeds = 12;
    private const int Bandwidths = 24;
    private const int SlotsPerWorker = 2;

    /// <summary>Long enough to be seen in training, short enough to end often.</summary>
    private static readonly Script Well = new() { Steps = 8, CheckpointEvery = 3, StepMilliseconds = 150, CheckpointBytes = 100_000 };

    private readonly string folder = Directory.CreateTempSubdirectory("jsccgrid-monitoring-").FullName;
    private ProcessCluster? processes;
    private ClusterConnection? connection;
    private PrometheusServer? prometheus;

    internal PrometheusServer Prometheus => prometheus!;

    internal IReadOnlyList<NodeServer> Silos => processes!.Silos;

    internal IReadOnlyList<NodeServer> Workers => processes!.Workers;

    internal RedisServer Redis => processes!.Redis;

    internal AzuriteServer Azurite => processes!.Azurite;

    internal IGrainFactory Grains => connection!.Grains;

    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        NodeOptions[] nodes =
        [
            Control("silo-1", "127.0.0.11"),
            Control("silo-2", "127.0.0.12"),
            Worker("worker-1", "127.0.0.21"),
            Worker("worker-2", "127.0.0.22")
        ];
        foreach (var node in nodes.Where(node => node.Role == NodeRole.Worker)) Behave(node.Name);
        processes = await ProcessCluster.StartAsync(
            new ProcessClusterOptions
            {
                Folder = folder,
                Program = Path.Combine(AppContext.BaseDirectory, "JsccGrid.Silo.dll"),
                Nodes = nodes
            },
            cancellationToken);
        prometheus = await PrometheusServer.StartAsync(Path.Combine(folder, "prometheus"), Settings(), cancellationToken);
        connection = await ClusterConnection.ConnectAsync(
            new ClusterAddress
            {
                Id = processes.Id,
                Redis = processes.Redis.ConnectionString,
                Store = new StoreOptions { ConnectionString = processes.Azurite.ConnectionString, Container = processes.Container },
            },
            Until.Stretched(TimeSpan.FromSeconds(30)),
            cancellationToken);
        await Grains.GetGrain<IGridGrain>(Grid).SubmitAsync(Enumerable.Range(0, Seeds).SelectMany(Cells), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        prometheus?.Dispose();
        if (connection is not null) await connection.DisposeAsync();
        processes?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Submits a grid that goes before the others.</summary>
    internal Task SubmitFirstAsync(string grid, params CellSpec[] cells) =>
        Grains.GetGrain<IGridGrain>(grid).SubmitAsync(cells, priority: 1, TestContext.Current.CancellationToken);

    /// <summary>Lets a worker's training processes do as rules say from their next cell on; without rules, well.</summary>
    internal void Behave(string worker, params Rule[] rules) => new FakeFolder(DataFolder(worker)).Write(Well with { Rules = rules });

    /// <summary>Cells of a seed: one of each scheme, the joint ones at several bandwidths and SNRs.</summary>
    internal static IEnumerable<CellSpec> Cells(int seed)
    {
        SnrDb[] axis = [new(-10), new(0), SnrDb.Noiseless];
        var cells = from scheme in new[] { Scheme.JsccAe, Scheme.JsccFc }
                    from bandwidth in Enumerable.Range(1, Bandwidths).Select(number => 8 * number)
                    from train in axis
                    select Samples.Cell(bandwidth, seed, scheme).With(Axis.TrainSnrDb, train);
        return cells
            .Append(Samples.Cell(seed: seed, scheme: Scheme.ReIdBaseline))
            .Append(Samples.Cell(seed: seed, scheme: Scheme.Digital).With(Axis.LatentDimension, 8).With(Axis.Lambda, 20))
            .Select(cell => cell with { Recipe = cell.Recipe with { Evaluation = cell.Recipe.Evaluation with { TestSnrDb = [.. axis] } } });
    }

    private string DataFolder(string worker) => Path.Combine(folder, "data", worker);

    private static NodeOptions Control(string name, string address) => new(name, NodeRole.Control)
    {
        Address = address,
        Settings = new Dictionary<string, string>
        {
            ["Orchestration:LeaseDuration"] = "00:00:06",
            ["Orchestration:WorkerTimeout"] = "00:00:06",
            ["Orchestration:RetryBaseDelay"] = "00:00:00.200",
            ["Orchestration:MaxFailures"] = "2",
        },
    };

    private NodeOptions Worker(string name, string address) => new(name, NodeRole.Worker)
    {
        Address = address,
        Settings = new Dictionary<string, string>(FakeFolder.WorkerSettings(SlotsPerWorker, (Samples.Fingerprint, DataFolder(name))))
        {
            ["Worker:HeartbeatSeconds"] = "1",
        },
    };

    /// <summary>Those of infra/docker, with the addresses of this cluster and shorter times.</summary>
    private string Settings()
    {
        var rules = Path.Combine(folder, "rules.yml");
        RuleFile.Write(rules, Alerts.FastTime.MinuteOf);
        return new[]
        {
            ("silo-1:8080", AddressOf(Silos[0])),
            ("silo-2:8080", AddressOf(Silos[1])),
            ("worker:8080", string.Join(", ", Workers.Select(AddressOf))),
            ("/etc/prometheus/rules/jsccgrid.yaml", rules),
            ("scrape_interval: 5s", "scrape_interval: 500ms"),
            ("evaluation_interval: 5s", "evaluation_interval: 500ms"),
        }.Aggregate(Repository.Read("infra", "docker", "prometheus.yml"), (text, change) =>
        {
            Assert.Contains(change.Item1, text, StringComparison.Ordinal);
            return text.Replace(change.Item1, change.Item2, StringComparison.Ordinal);
        });
    }

    private static string AddressOf(NodeServer node) => FormattableString.Invariant($"{node.Address}:{node.Ports.Http}");
}
