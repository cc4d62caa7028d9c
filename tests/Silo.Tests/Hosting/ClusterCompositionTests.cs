using System.Net;
using JsccGrid.Silo.Hosting;
using JsccGrid.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting.Kubernetes;
using Xunit;
using SiloOptions = JsccGrid.Silo.Configuration.SiloOptions;

namespace JsccGrid.Silo.Tests.Hosting;

/// <summary>A control silo in a pod: what Orleans reads there and what our settings say go together.</summary>
public sealed class ClusterCompositionTests : IDisposable
{
    private const string Pod = "grid-control-1";
    private const string Address = "10.0.0.7";
    private const string ClusterId = "trial";

    private static readonly Dictionary<string, string> Variables = new()
    {
        [KubernetesHostingOptions.PodNameEnvironmentVariable] = Pod,
        [KubernetesHostingOptions.PodNamespaceEnvironmentVariable] = "grids",
        [KubernetesHostingOptions.PodIPEnvironmentVariable] = Address,
        [KubernetesHostingOptions.ServiceIdEnvironmentVariable] = OneMachineHost.ServiceId,
        [KubernetesHostingOptions.ClusterIdEnvironmentVariable] = ClusterId,
    };

    public ClusterCompositionTests()
    {
        foreach (var (name, value) in Variables) Environment.SetEnvironmentVariable(name, value);
    }

    public void Dispose()
    {
        foreach (var name in Variables.Keys) Environment.SetEnvironmentVariable(name, null);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AddClusterMember_OfAControlSilo_WatchesPodsAndTakesItsPodsNameWhereAsked(bool asked)
    {
        var builder = Control(asked);
        using var host = builder.Build();

        Assert.Equal(
            asked,
            builder.Services.Any(
                service => !service.IsKeyedService && service.ImplementationType == typeof(KubernetesClusterAgent)));
        Assert.Equal(asked, Value<Orleans.Configuration.SiloOptions>(host).SiloName == Pod);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AddClusterMember_OfAControlSilo_HasTheIdsAndEndpointsOfItsSettings(bool asked)
    {
        using var host = Control(asked).Build();

        var (cluster, endpoints) = (Value<ClusterOptions>(host), Value<EndpointOptions>(host));
        Assert.Equal((OneMachineHost.ServiceId, ClusterId), (cluster.ServiceId, cluster.ClusterId));
        Assert.Equal((IPAddress.Parse(Address), 11112, 30001), (endpoints.AdvertisedIPAddress, endpoints.SiloPort, endpoints.GatewayPort));
    }

    private static HostApplicationBuilder Control(bool asked)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.AddClusterMember(new SiloOptions
        {
            Role = "control",
            Cluster = { Id = ClusterId, Redis = "redis:6379", Kubernetes = asked },
            Endpoints = { Address = Address, SiloPort = 11112, GatewayPort = 30001 },
            Store = new StoreOptions { Folder = "/store" },
        });
        return builder;
    }

    private static T Value<T>(IHost host)
        where T : class => host.Services.GetRequiredService<IOptions<T>>().Value;
}
