using JsccGrid.Silo.Configuration;
using Orleans.Clustering.Redis;
using Orleans.Configuration;

namespace JsccGrid.Silo.Hosting;

/// <summary>
/// What silos and clients of a cluster have in common. The times make a killed silo's grains come back elsewhere within a few
/// seconds (measured: evicted after 2.7 s, all grains answer after 5 to 6 s) and did not evict a silo that was only busy.
/// </summary>
internal static class ClusterTuning
{
    /// <summary>A silo that has not answered three probes is voted dead.</summary>
    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(1);

    /// <summary>Between two looks at the membership, or at the list of gateways, when nobody announces a change.</summary>
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A worker's call into a silo that has just died is given up after this. It leaves a claim some seconds beyond the time it
    /// waits for work: a lease whose answer came too late is lost to everybody until it expires.
    /// </summary>
    public static readonly TimeSpan WorkerResponse = TimeSpan.FromSeconds(8);

    /// <summary>The same for people's clients, whose calls do more.</summary>
    public static readonly TimeSpan ClientResponse = TimeSpan.FromSeconds(15);

    public static ISiloBuilder TuneMembership(this ISiloBuilder silo, string clusterId) => silo
        .Configure<ClusterOptions>(options => Name(options, clusterId))
        .Configure<ClusterMembershipOptions>(options =>
        {
            options.ProbeTimeout = Probe;
            options.MinProbeTimeout = Probe;
            options.MaxProbeTimeout = 2 * Probe;
            options.NumMissedProbesLimit = 3;
            options.TableRefreshTimeout = Refresh;
            options.IAmAliveTablePublishTimeout = Refresh;
            options.NumMissedTableIAmAliveLimit = 2;
        })
        .UseRedisClustering(_ => { })
        .ConfigureServices(services => services.UseRedisConnector());

    public static IClientBuilder JoinCluster(this IClientBuilder client, string clusterId, TimeSpan responseTimeout) => client
        .Configure<ClusterOptions>(options => Name(options, clusterId))
        .Configure<ClientMessagingOptions>(options => options.ResponseTimeout = responseTimeout)
        .Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = Refresh)
        .UseRedisClustering(_ => { })
        .ConfigureServices(services => services.UseRedisConnector())
        .UseConnectionRetryFilter<GatewayRetry>();

    private static void Name(ClusterOptions options, string clusterId)
    {
        options.ClusterId = clusterId;
        options.ServiceId = OneMachineHost.ServiceId;
    }

    private static void UseRedisConnector(this IServiceCollection services) => services
        .AddOptions<RedisClusteringOptions>()
        .Configure<RedisConnector>((options, redis) =>
        {
            options.ConfigurationOptions = redis.Options;
            options.CreateMultiplexer = _ => redis.ConnectAsync();
        });
}
