using JsccGrid.Client.CommandLine;
using JsccGrid.Silo.Hosting;
using JsccGrid.Storage;
using JsccGrid.Storage.Grids;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Works;

namespace JsccGrid.Client.Stores;

/// <summary>A place as a verb sees it: the objects of its store, and the grains that work on it where some can be reached.</summary>
internal sealed class GridSession : IAsyncDisposable
{
    private readonly IAsyncDisposable? connection;

    private GridSession(
        GridPlace place, IObjectStore objects, IAsyncDisposable? connection, IGrainFactory? live, string absence, string? trouble = null)
    {
        this.connection = connection;
        Place = place;
        Live = live is null ? null : new LiveGrains(live);
        Absence = absence;
        Trouble = trouble;
        Objects = new ResilientObjectStore(objects, new StoreResilienceOptions(), TimeProvider.System);
        Grids = new GridStore(Objects);
        Submissions = new GridSubmissions(Grids, place, Problems);
        Works = new WorkStore(Objects);
    }

    public GridPlace Place { get; }

    public ResilientObjectStore Objects { get; }

    public GridStore Grids { get; }

    public GridSubmissions Submissions { get; }

    public WorkStore Works { get; }

    /// <summary>Null when nothing works on the store, or no silo of the cluster answers.</summary>
    public LiveGrains? Live { get; }

    /// <summary>What of the store could not be read on the way to an answer: one sentence each, shown after it.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Why there is no <see cref="Live"/>, in one sentence.</summary>
    public string Absence { get; }

    /// <summary>Why nothing can be changed though grains answer, in one or two sentences; null when it can.</summary>
    public string? Trouble { get; }

    /// <summary>Whether a connection that fails now is worth waiting for: a cluster comes back, a run that ended does not.</summary>
    public bool MayComeBack => Place.Cluster is not null || RunningMachine.Find(Place.Folder!) is not null;

    /// <exception cref="UserException">There is no such store.</exception>
    public static async Task<GridSession> OpenAsync(GridPlace place, CancellationToken cancellationToken)
    {
        if (place.Cluster is { } address)
        {
            var objects = ObjectStores.Open(address.Store, TimeProvider.System);
            try
            {
                var cluster = await ClusterConnection.ConnectAsync(address, cancellationToken: cancellationToken);
                var trouble = await cluster.FindTroubleAsync(cancellationToken);
                return new GridSession(
                    place, objects, cluster, cluster.Grains, "",
                    trouble is null ? null : $"{trouble} Meanwhile no grid gets on and none can be changed; nothing is lost.");
            }
            catch (ClusterUnavailableException exception)
            {
                return new GridSession(place, objects, null, null, exception.Message);
            }
        }
        var folder = place.Folder!;
        if (!Directory.Exists(folder))
            throw new UserException($"There is no store at '{folder}'"
                + $"{(folder == SharedOptions.DefaultStore ? $", and no local cluster is up in '{LocalClusterFolder.Default}'" : "")}."
                + " 'jsccgrid demo' or 'jsccgrid run' makes a store, 'jsccgrid cluster up' starts a cluster; "
                + "--store and --cluster name others.");
        var machine = await MachineConnection.TryConnectAsync(folder, cancellationToken);
        return new GridSession(
            place, new DirectoryObjectStore(folder, TimeProvider.System), machine, machine?.Grains,
            $"Nothing runs on the {place.Description} now.");
    }

    /// <summary>The grains, for a verb that can do nothing without them.</summary>
    /// <exception cref="UserException">There are none.</exception>
    public LiveGrains RequireLive(string verb) => Live ?? throw new UserException(
        Place.Cluster is null
            ? $"'{verb}' needs something that runs: {Absence} "
                + "'jsccgrid run' trains on this machine, 'jsccgrid cluster up' starts a cluster."
            : $"{Absence} 'jsccgrid cluster status' shows what runs of a local cluster, 'jsccgrid cluster up' starts what is missing.",
        Place.Cluster is null ? ExitCode.BadInput : ExitCode.BadEnvironment);

    /// <summary>The grains, for a verb that changes something.</summary>
    /// <exception cref="UserException">There are none, or what they change cannot be kept.</exception>
    public LiveGrains RequireChangeable(string verb)
    {
        var live = RequireLive(verb);
        return Trouble is null ? live : throw new UserException(Trouble, ExitCode.BadEnvironment);
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null) await connection.DisposeAsync();
        Objects.Dispose();
    }
}
