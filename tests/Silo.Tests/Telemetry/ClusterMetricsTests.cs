using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using JsccGrid.Experiments.Telemetry;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Silo.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpenTelemetry.Metrics;
using Xunit;

namespace JsccGrid.Silo.Tests.Telemetry;

public sealed class ClusterMetricsTests : IDisposable
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly MeterHost host = new();
    private readonly Measurements measurements;
    private readonly ClusterMetrics metrics;

    public ClusterMetricsTests()
    {
        measurements = new Measurements(host.Meters);
        metrics = new ClusterMetrics(host.Meters, clock);
    }

    private DateTimeOffset Now => clock.GetUtcNow();

    public void Dispose()
    {
        measurements.Dispose();
        metrics.Dispose();
        host.Dispose();
    }

    [Fact]
    public void Queue_OfSeveralGrids_IsSummedAndTheOldestCounts()
    {
        Show(
            Grid("a", GridStatus.Running, new StatusCounts { Ready = 3, Waiting = 2 })
                with { Waits = new OldestWaits(Now.AddSeconds(-5), Now.AddSeconds(-7), null, null) },
            Grid("b", GridStatus.Paused, new StatusCounts { Ready = 1, Paused = 4 })
                with { Waits = new OldestWaits(null, Now.AddSeconds(-9), null, Now.AddSeconds(-60)) });

        var taken = measurements.Take();

        Assert.Equal(
            [
                "jsccgrid.queue.depth{reason=slot} 4", "jsccgrid.queue.depth{reason=stage} 2",
                "jsccgrid.queue.depth{reason=backoff} 0", "jsccgrid.queue.depth{reason=paused} 4"
            ],
            taken.Where(line => line.StartsWith("jsccgrid.queue.depth", StringComparison.Ordinal)));
        Assert.Equal(
        [
            "jsccgrid.queue.oldest_wait{reason=slot} 9", "jsccgrid.queue.oldest_wait{reason=stage} 5",
            "jsccgrid.queue.oldest_wait{reason=backoff} 0", "jsccgrid.queue.oldest_wait{reason=paused} 60",
        ], taken.Where(line => line.StartsWith("jsccgrid.queue.oldest_wait", StringComparison.Ordinal)));
        Assert.Contains("jsccgrid.cells{grid=b,scheme=jscc-ae,status=paused} 4", taken);
        Assert.Contains("jsccgrid.slots{state=idle} 3", taken);
        Assert.Contains("jsccgrid.workers{state=cordoned} 1", taken);
        Assert.Contains("jsccgrid.workers{state=cordoned_by_hand} 5", taken);
    }

    [Fact]
    public void Grid_FinishedLongAgo_HasNoSeriesUnlessSomethingIsInQuarantine()
    {
        var done = new StatusCounts { Committed = 2 };
        Show(
            Grid("new", GridStatus.Finished, done) with { FinishedAt = Now.AddMinutes(-59) },
            Grid("old", GridStatus.Finished, done) with { FinishedAt = Now.AddMinutes(-61) },
            Grid("ill", GridStatus.Finished, new StatusCounts { Committed = 1, Quarantined = 1 }) with { FinishedAt = Now.AddDays(-9) },
            Grid("given-up", GridStatus.Cancelled, new StatusCounts { Cancelled = 2, Quarantined = 1 })
                with { FinishedAt = Now.AddDays(-9) });

        Assert.Equal(["ill", "new"], ShownGrids());
    }

    [Fact]
    public void Grids_BeyondTheLimit_LeaveTheLastSubmitted()
    {
        Show(
            [.. Enumerable.Range(0, 100)
                .Select(i => Grid($"g{i:00}", GridStatus.Running, default) with { SubmittedAt = Now.AddMinutes(i) })]);

        Assert.Equal(Enumerable.Range(100 - ClusterSnapshot.MaxGrids, ClusterSnapshot.MaxGrids).Select(i => $"g{i:00}"), ShownGrids());
    }

    [Fact]
    public async Task Grids_ThatComeAndGoForYears_AllHaveTheirSeries()
    {
        const int Grids = 300; // of eight series each: more than an exporter keeps of one instrument, which is 2000
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddOpenTelemetry().WithMetrics(
            exported => exported.AddMeter(TelemetryNames.Source)
                .AddPrometheusExporter(prometheus => prometheus.ScrapeResponseCacheDurationMilliseconds = 0));
        await using var app = builder.Build();
        app.MapPrometheusScrapingEndpoint();
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var own = new ClusterMetrics(app.Services.GetRequiredService<IMeterFactory>(), clock);

        for (var i = 0; i < Grids; i++)
        {
            own.State = State(Grid($"g{i}", GridStatus.Running, new StatusCounts { Ready = i }));
            var text = new MetricsText(await client.GetStringAsync("/metrics", TestContext.Current.CancellationToken));
            Assert.Equal([i], text.Values("jsccgrid_cells", $"grid=\"g{i}\"", "status=\"ready\""));
            Assert.Equal(8, text.Values("jsccgrid_cells").Count);
        }
    }

    [Fact]
    public void Gauges_OfAClusterThatDoesNotAnswer_Vanish()
    {
        Show(Grid("a", GridStatus.Running, default));
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.NotEmpty(measurements.Take());

        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Empty(measurements.Take());
    }

    [Fact]
    public void Results_OfASchemeWithoutBandwidth_HaveNoSuchLabel()
    {
        metrics.State = State(Grid("a", GridStatus.Running, default)) with
        {
            Results = new Dictionary<string, ImmutableArray<ResultMean>>
            {
                ["a"] =
                [
                    new ResultMean("jscc-ae", 512, -3, 0.25, 2),
                    new ResultMean("reid-baseline", null, double.PositiveInfinity, 0.5, 1)
                ],
            }.ToImmutableDictionary(),
        };

        Assert.Equal(
        [
            "jsccgrid.result.top1_ratio{grid=a,scheme=jscc-ae,bandwidth=512,snr_db=-3} 0.25",
            "jsccgrid.result.top1_ratio{grid=a,scheme=reid-baseline,snr_db=inf} 0.5",
        ], measurements.Take().Where(line => line.StartsWith("jsccgrid.result", StringComparison.Ordinal)));
    }

    private void Show(params GridSnapshot[] grids) => metrics.State = State(grids);

    private ClusterSnapshot State(params GridSnapshot[] grids) =>
        new(clock.GetTimestamp(), Now, [.. grids], new PoolSummary(1, 1, 2, 3, 4, 5));

    private IEnumerable<string> ShownGrids() => measurements.Take()
        .Where(line => line.StartsWith("jsccgrid.cells{", StringComparison.Ordinal))
        .Select(line => line.Split("grid=")[1].Split(',')[0])
        .Distinct()
        .Order(StringComparer.Ordinal);

    private GridSnapshot Grid(string name, GridStatus status, StatusCounts cells) => new()
    {
        Name = name,
        Status = status,
        Version = 1,
        SubmittedAt = Now,
        Cells = cells,
        Stages = default,
        Schemes = [new KindSummary("jscc-ae", cells, 0, 0)],
        StageKinds = [],
        Quarantined = [],
    };
}
