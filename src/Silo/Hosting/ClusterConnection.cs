using JsccGrid.Silo.Configuration;
using JsccGrid.Worker;

namespace JsccGrid.Silo.Hosting;

/// <summary>A client's connection to a cluster. It outlives the silo it happens to talk to.</summary>
public sealed class ClusterConnection : IAsyncDisposable
{
    /// <summary>How long to look for a cluster when nothing else is said.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(15);

    private readonly IHost host;

    private ClusterConnection(IHost host) => this.host = host;

    public IGrainFactory Grains => host.Services.GetRequiredService<IClusterClient>();

    /// <summary>Why nothing can be changed in the cluster now, in one sentence; null when it can.</summary>
    public Task<string?> FindTroubleAsync(CancellationToken cancellationToken = default) =>
        host.Services.GetRequiredService<RedisConnector>().FindTroubleAsync(cancellationToken);

    /// <summary>Connects to a cluster that is there, or comes up in time.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="timeout">How long to look for it. Default: <see cref="DefaultTimeout"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ArgumentException">The address is not one.</exception>
    /// <exception cref="ClusterUnavailableException">It does not answer; the message says what was tried.</exception>
    public static async Task<ClusterConnection> ConnectAsync(
        ClusterAddress address, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        if (RedisText.Error(address.Redis) is { } error) throw new ArgumentException($"The address of Redis {error}", nameof(address));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout ?? DefaultTimeout);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services
            .AddSingleton<IHostLifetime, QuietLifetime>()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<ClusterResilience>()
            .AddSingleton(services => new RedisConnector(address.Redis, services.GetRequiredService<ClusterResilience>(), limit.Token));
        builder.UseOrleansClient(client => client.JoinCluster(address.Id, ClusterTuning.ClientResponse));
        var host = builder.Build();
        try
        {
            await host.StartAsync(limit.Token);
            return new ClusterConnection(host);
        }
        catch (Exception exception)
        {
            var redis = host.Services.GetRequiredService<RedisConnector>();
            var trouble = redis.HasAnswered ? await redis.FindTroubleAsync(cancellationToken) : null;
            await DisposeAsync(host);
            cancellationToken.ThrowIfCancellationRequested();
            throw new ClusterUnavailableException(
                Explain(address, redis, trouble, timeout ?? DefaultTimeout), redis.LastFailure ?? exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await DisposeAsync(host);
    }

    /// <summary>Disposes what can only be disposed asynchronously, too.</summary>
    private static ValueTask DisposeAsync(IHost host) => ((IAsyncDisposable)host).DisposeAsync();

    private static string Explain(ClusterAddress address, RedisConnector redis, string? trouble, TimeSpan timeout)
    {
        var servers = RedisText.Servers(address.Redis);
        return trouble is not null
            ? $"No silo of cluster '{address.Id}' answered within {timeout.TotalSeconds:0.#} s. {trouble}"
            : redis.HasAnswered
            ? $"No silo of cluster '{address.Id}' answered within {timeout.TotalSeconds:0.#} s. Redis at {servers} does, so the "
                + "cluster has another name, or none of its control silos is running or reachable from here."
            : $"Redis at {servers} did not answer within {timeout.TotalSeconds:0.#} s ({redis.LastFailure?.Message ?? "no connection"}). "
                + "Is the address right, is the server running, and does it accept this password?";
    }
}
