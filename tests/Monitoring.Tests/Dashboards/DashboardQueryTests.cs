using System.Runtime.InteropServices;
using JsccGrid.FakeTrainer;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Monitoring.Tests.Clusters;
using JsccGrid.Monitoring.Tests.Prometheus;
using JsccGrid.Tests.Shared.Waiting;
using Xunit;

namespace JsccGrid.Monitoring.Tests.Dashboards;

/// <summary>Every query of every dashboard, asked of a Prometheus that scrapes a cluster at work.</summary>
[Collection(MonitoredClusters.Name)]
public sealed class DashboardQueryTests(MonitoredCluster cluster)
{
    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(60);

    /// <summary>What Grafana fills in by itself, for the scrape interval of the tests.</summary>
    private static readonly Dictionary<string, string> OfGrafana = new()
    {
        ["__rate_interval"] = "5s", ["__interval"] = "1s", ["__range"] = $"{Shown.TotalSeconds:0}s",
    };

    public static TheoryData<string> Files => [.. Dashboard.All.Select(dashboard => dashboard.File)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Metrics of graphics cards come from NVML, which comes with their driver.</summary>
    private static bool HasGpu => NativeLibrary.TryLoad("libnvidia-ml.so.1", out _);

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Queries_OfALiveRun_AllReturnData(string file)
    {
        var dashboard = Dashboard.All.Single(dashboard => dashboard.File == file);
        var withoutData = dashboard.Queries.Where(query => HasGpu || !query.NeedsGpu).ToList();
        var gpu = dashboard.Queries.Except(withoutData).ToList();
        var pool = cluster.Grains.Pool();
        // So that an alert fires, for what shows alerts: all cells fail there, and it is cordoned.
        cluster.Behave(cluster.Workers[1].Name, new Rule { Do = Misbehaviour.Fail });
        try
        {
            await Until.SeenAsync(
                async () =>
                {
                    foreach (var query in withoutData.ToList())
                    {
                        if (await HasDataAsync(dashboard, query)) withoutData.Remove(query);
                    }
                    return withoutData;
                },
                without => without.Count == 0,
                $"no query of {file} to be without data");
        }
        finally
        {
            cluster.Behave(cluster.Workers[1].Name);
            await Until.SeenInTroubleAsync(
                () => pool.UncordonAsync(cluster.Workers[1].Name), isKnown => isKnown, "the pool to know the second worker");
        }
        foreach (var query in gpu) Assert.False(await HasDataAsync(dashboard, query), $"Has data without a GPU: {query}");
    }

    /// <summary>Whether a query returns a number for every choice of the dashboard's variables.</summary>
    private async Task<bool> HasDataAsync(Dashboard dashboard, PanelQuery query)
    {
        var choices = new List<Dictionary<string, string>> { new(OfGrafana) };
        foreach (var variable in dashboard.VariablesOf(query))
        {
            var next = new List<Dictionary<string, string>>();
            foreach (var chosen in choices)
                next.AddRange(
                    (await ValuesAsync(variable, chosen))
                        .Select(value => new Dictionary<string, string>(chosen) { [variable.Name] = value }));
            choices = next;
        }
        foreach (var chosen in choices)
        {
            var expression = query.With(chosen);
            var answer = query.IsInstant
                ? await cluster.Prometheus.QueryAsync(expression, Cancellation)
                : await cluster.Prometheus.QueryAsync(expression, Shown, Cancellation);
            if (!answer.Any(series => series.Values.Any(double.IsFinite))) return false;
        }
        return choices.Count > 0;
    }

    /// <summary>The values a variable offers, or the one that stands for all. Of grids, the one at work.</summary>
    private async Task<IReadOnlyList<string>> ValuesAsync(Variable variable, Dictionary<string, string> chosen)
    {
        var values = await cluster.Prometheus.LabelValuesAsync(variable.Series.With(chosen), variable.Label, Cancellation);
        if (values.Count == 0) return [];
        if (variable.AllValue is { } all) return [all];
        return values.Contains(MonitoredCluster.Grid) ? [MonitoredCluster.Grid] : values;
    }
}
