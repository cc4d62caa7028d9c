using System.Globalization;
using System.Runtime.CompilerServices;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;
using JsccGrid.FakeTrainer;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.LocalCluster.Nodes;
using JsccGrid.Monitoring.Tests.Clusters;
using JsccGrid.Monitoring.Tests.Prometheus;
using JsccGrid.Tests.Shared;
using JsccGrid.Tests.Shared.Waiting;
using StackExchange.Redis;
using Xunit;

namespace JsccGrid.Monitoring.Tests.Alerts;

/// <summary>Each alert, at the fault it is for, in a cluster at work. Each test heals what it hurt.</summary>
[Collection(MonitoredClusters.Name)]
public sealed class AlertFiringTests(MonitoredCluster cluster)
{
    private const int PoisonSeed = 900;
    private const string PoisonGrid = "poison";
    private const string AtWork = """min(up) == 1 and on() max(jsccgrid_queue_depth) > 0 and on() max(jsccgrid_slots{state="busy"}) > 0""";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static TheoryData<string> Alerts => [.. RuleFile.Alerts];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Rule Poison { get; } = new() { Label = $"seed={PoisonSeed}", Step = 2, Do = Misbehaviour.Crash };

    private Dictionary<string, InjectedFault> Faults => new()
    {
        ["JsccGridQueueStuck"] = new(KillWorkersAsync, StartWorkersAsync),
        ["JsccGridNoProgress"] = new(
            () => BehaveAsync(cluster.Workers, new Rule { Do = Misbehaviour.Hang }),
            async () =>
            {
                await BehaveAsync(cluster.Workers);
                await KillWorkersAsync();
                await StartWorkersAsync();
            }),
        ["JsccGridWorkerCordoned"] = new(
            () => BehaveAsync([cluster.Workers[1]], new Rule { Do = Misbehaviour.Fail }),
            async () =>
            {
                await BehaveAsync(cluster.Workers);
                Assert.True(await cluster.Grains.Pool().UncordonAsync(cluster.Workers[1].Name));
            }),
        ["JsccGridQuarantine"] = new(
            async () =>
            {
                await BehaveAsync(cluster.Workers, Poison);
                await cluster.SubmitFirstAsync(PoisonGrid, Samples.Cell(seed: PoisonSeed, scheme: Scheme.JsccFc));
            },
            async () =>
            {
                await BehaveAsync(cluster.Workers);
                Assert.Equal(1, await cluster.Grains.GetGrain<IGridGrain>(PoisonGrid).RetryQuarantinedAsync());
            }),
        // In good order: killed, Azurite forgets what it had acknowledged, which no store of ours may.
        ["JsccGridStoreErrors"] = new(
            () => cluster.Azurite.Process.TerminateOrKillAsync(Patience),
            () => cluster.Azurite.StartAgainAsync(Cancellation)),
        ["JsccGridControlSilent"] = new(
            () => Task.WhenAll(cluster.Silos.Select(silo => silo.Process.KillAsync())),
            () => Task.WhenAll(cluster.Silos.Select(silo => silo.StartAgainAsync(Cancellation)))),
        ["JsccGridRedisSilent"] = new(
            () => cluster.Redis.Process.TerminateOrKillAsync(Patience),
            () => cluster.Redis.StartAgainAsync(Cancellation)),
        // Room for what silos write until it is over; the limit itself is another test's.
        ["JsccGridRedisFull"] = new(() => LimitRedisAsync(used => used * 10 / 9), () => LimitRedisAsync(_ => 0)),
    };

    [Theory]
    [MemberData(nameof(Alerts))]
    public async Task Alert_WhileItsFaultLasts_Fires(string alert)
    {
        var fault = Faults[alert];
        await UntilAtWorkAsync();
        // Where all that a worker does fails, one cell may fail there often enough for quarantine; it is not for this test to find it so.
        await Until.SucceedsAsync(
            () => cluster.Grains.GetGrain<IGridGrain>(MonitoredCluster.Grid).RetryQuarantinedAsync(),
            "silos to answer that the test before may have killed");
        await UntilAsync(alert, rule => rule.Health == "ok" && !rule.IsFiring);

        RuleState firing;
        try
        {
            await fault.InjectAsync();
            firing = await UntilAsync(alert, rule => rule.IsFiring);
        }
        finally
        {
            await fault.HealAsync();
        }

        Assert.All(firing.Summaries, summary => Assert.DoesNotMatch("<|NaN|%!", summary));
        await UntilAsync(alert, rule => !rule.IsFiring);
    }

    private async Task LimitRedisAsync(Func<long, long> limitOf)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"{cluster.Redis.ConnectionString},allowAdmin=true");
        var server = redis.GetServers()[0];
        var used = (await server.InfoAsync("memory")).SelectMany(section => section).Single(field => field.Key == "used_memory").Value;
        await server.ConfigSetAsync("maxmemory", limitOf(long.Parse(used, CultureInfo.InvariantCulture)));
    }

    private Task KillWorkersAsync() => Task.WhenAll(cluster.Workers.Select(worker => worker.Process.KillAsync()));

    private Task StartWorkersAsync() => Task.WhenAll(cluster.Workers.Select(worker => worker.StartAgainAsync(Cancellation)));

    private Task BehaveAsync(IEnumerable<NodeServer> workers, params Rule[] rules)
    {
        foreach (var worker in workers) cluster.Behave(worker.Name, rules);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Waits until Prometheus has seen every process up, work waiting and slots busy: a fault is a change only from there.
    /// </summary>
    private Task UntilAtWorkAsync() => Until.SeenAsync(
        () => cluster.Prometheus.QueryAsync(AtWork, Cancellation),
        series => series.Count > 0,
        $"the cluster to be at work ({AtWork})",
        Patience);

    private Task<RuleState> UntilAsync(
        string alert,
        Func<RuleState, bool> condition,
        [CallerArgumentExpression(nameof(condition))] string what = "") =>
        Until.SeenAsync(
            async () =>
            {
                var rule = (await cluster.Prometheus.RulesAsync(Cancellation)).Single(rule => rule.Name == alert);
                Assert.NotEqual("err", rule.Health);
                return rule;
            },
            condition,
            $"{alert} with {what}",
            Patience);
}
