using System.Globalization;
using System.Text.RegularExpressions;
using JsccGrid.Deployment.Tests.Support;
using k8s.Models;
using StackExchange.Redis;
using Xunit;

namespace JsccGrid.Deployment.Tests.Running;

/// <summary>The bundled Redis ends at its limit, before Kubernetes ends it.</summary>
public sealed partial class RedisTests
{
    public static TheoryData<string> Names => Rendering.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Memory_OfRedis_IsHalfOfWhatItsContainerMayTake(string name)
    {
        var objects = await Rendering.OfAsync(name);
        foreach (var map in objects.OfType<V1ConfigMap>().Where(map => map.Data.ContainsKey("redis.conf")))
        {
            var container = objects.Single<V1StatefulSet>(map.Metadata.Name).Spec.Template.Spec.Containers[0];
            Assert.Equal(container.Resources.Limits["memory"].ToDecimal() / 2, MemoryOf(map));
        }
    }

    [Theory]
    [InlineData("3Gi", 1610612736)]
    [InlineData("1.5G", 750000000)]
    [InlineData("512Mi", 268435456)]
    [InlineData("1000000000", 500000000)]
    public async Task Memory_InAnyUnit_IsBytes(string limit, long bytes)
    {
        var objects = await new Rendering("", "minimal", $"redis.pod.resources.limits.memory=\"{limit}\"").RenderAsync();

        Assert.Equal(bytes, MemoryOf(objects.Single<V1ConfigMap>("r-jsccgrid-redis")));
    }

    [Fact]
    public async Task Redis_Full_RefusesWritesAndServesWhatItHas()
    {
        var objects = await new Rendering("", "minimal", """redis.pod.resources.limits.memory="8Mi" """).RenderAsync();
        using var release = await ReleaseProcesses.StartAsync(objects);
        release.StartRedis();
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"{release.RedisConnection},abortConnect=false");
        var database = redis.GetDatabase();
        await database.StringSetAsync("grain", "state");

        var refusal = await Assert.ThrowsAsync<RedisServerException>(async () =>
        {
            for (var i = 0; i < 100; i++) await database.StringSetAsync($"filling {i}", new byte[100_000]);
        });

        Assert.StartsWith("OOM", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("state", await database.StringGetAsync("grain"));
    }

    private static decimal MemoryOf(V1ConfigMap map) =>
        decimal.Parse(Memory().Match(map.Data["redis.conf"]).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("^maxmemory ([0-9]+)$", RegexOptions.Multiline)]
    private static partial Regex Memory();
}
