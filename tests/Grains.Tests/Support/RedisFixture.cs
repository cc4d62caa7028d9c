using JsccGrid.Grains.Tests.Support;
using JsccGrid.LocalCluster.Servers;
using Xunit;

[assembly: AssemblyFixture(typeof(RedisFixture))]

namespace JsccGrid.Grains.Tests.Support;

/// <summary>One real Redis for all tests that do it no harm; each cluster in it has a name of its own.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("jsccgrid-redis-").FullName;

    public RedisServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RedisServer.StartAsync(folder);

    public async ValueTask DisposeAsync()
    {
        await Server.Process.KillAsync();
        Server.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
