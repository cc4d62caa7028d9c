using JsccGrid.LocalCluster.Servers;
using JsccGrid.Storage.Tests.Support;
using Xunit;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace JsccGrid.Storage.Tests.Support;

/// <summary>One blob service for all tests; each has a container of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private AzuriteServer? server;

    public async ValueTask InitializeAsync() =>
        server = await AzuriteServer.StartAsync(folder.Path, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>A store that nobody has used.</summary>
    public StoreOptions NewStore() => new() { ConnectionString = server!.ConnectionString, Container = $"test-{Guid.NewGuid():n}" };

    public ValueTask DisposeAsync()
    {
        server?.Dispose();
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
