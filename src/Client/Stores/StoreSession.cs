using JsccGrid.Client.CommandLine;
using JsccGrid.Silo.Hosting;
using JsccGrid.Storage.Grids;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Works;

namespace JsccGrid.Client.Stores;

/// <summary>A store as a second terminal sees it: its objects, and the run that works on it, if one does.</summary>
internal sealed class StoreSession : IAsyncDisposable
{
    private readonly MachineConnection? connection;

    private StoreSession(DirectoryObjectStore objects, MachineConnection? connection)
    {
        this.connection = connection;
        Submissions = new GridSubmissions(new GridStore(objects));
        Works = new WorkStore(objects);
    }

    public GridSubmissions Submissions { get; }

    public WorkStore Works { get; }

    /// <summary>Null when nothing runs on the store.</summary>
    public IGrainFactory? Live => connection?.Grains;

    /// <exception cref="UserException">There is no such folder.</exception>
    public static async Task<StoreSession> OpenAsync(string folder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder)) throw new UserException($"There is no store at '{folder}'. 'jsccgrid demo' or 'jsccgrid run' makes one; --store names another.");
        return new StoreSession(new DirectoryObjectStore(folder, TimeProvider.System), await MachineConnection.TryConnectAsync(folder, cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null) await connection.DisposeAsync();
    }
}
