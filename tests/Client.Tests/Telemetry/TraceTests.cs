using System.Globalization;
using JsccGrid.Experiments.Cells;
using JsccGrid.LocalCluster.Servers;
using JsccGrid.Tests.Shared.Waiting;
using Xunit;

namespace JsccGrid.Client.Tests.Telemetry;

/// <summary>The trace of a cell that the real programs train: client, silo, worker and training process.</summary>
public sealed class TraceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly OtlpReceiver receiver = new(FreePorts.Take(1)[0]);

    public void Dispose()
    {
        receiver.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Cell_TrainedOnACluster_HasOneTraceOverFourPrograms()
    {
        SmallGrid.MakeData(folder["data"]);
        folder.Write(
            "one.yaml",
            $"{SmallGrid.Yaml[..SmallGrid.Yaml.IndexOf("sweeps:", StringComparison.Ordinal)]}sweeps:\n  - scheme: reid-baseline\n");
        var fingerprint = DataSetFingerprint.Compute(folder["data"]);
        var environment = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Endpoint.AbsoluteUri,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            [$"JsccGrid__Worker__DataSets__{fingerprint}"] = folder["data"],
        };
        try
        {
            await SucceedAsync(
                environment, "cluster", "up", "--silos", "1", "--workers", "1", "--slots", "1", "--folder", folder["cluster"]);
            await SucceedAsync(
                environment, "submit", folder["one.yaml"], "--data", folder["data"], "--name", "one", "--watch", "--json",
                "--out", folder["out"], "--cluster", folder["cluster"]);
            var listed = await Jsccgrid.RunAsync(folder.Path, "cells", "one", "--json", "--cluster", folder["cluster"]);
            var cell = Assert.Single(Verbs.JsonLines(listed.Output)).GetProperty("id").GetString()!;
            var trace = await Until.SeenAsync(
                () => receiver.Spans.Where(span => cell.EndsWith(span.Trace, StringComparison.Ordinal)).ToList(),
                own => Names(own, "jsccgrid-worker").Contains("attempt") && Names(own, "jsccgrid-control").Contains("leased"),
                "the spans of the worker and of the silo");

            Assert.Equal(
                ["jsccgrid-client", "jsccgrid-control", "jsccgrid-train", "jsccgrid-worker"],
                trace.Select(span => span.Service).Distinct().Order());
            Assert.Equal(["submit"], Names(trace, "jsccgrid-client"));
            Assert.Equal(["leased", "ready", "waiting"], Names(trace, "jsccgrid-control").Distinct());
            Assert.Subset(
                Names(trace, "jsccgrid-worker").ToHashSet(),
                new HashSet<string> { "attempt", "claim", "prepare inputs", "prepare plan", "train", "commit" });
            var attempt = Assert.Single(trace, span => span.Name == "attempt");
            var train = Assert.Single(trace, span => span.Name == "train");
            Assert.Equal(attempt.Id, train.Parent);
            Assert.Equal(train.Id, Assert.Single(trace, span => span.Service == "jsccgrid-train").Parent);
            // Both stages that the cell needs have traces of their own.
            Assert.Equal(
                2,
                receiver.Spans.Where(span => span.Name == "training process")
                    .Select(span => span.Trace).Except([attempt.Trace]).Count());
        }
        finally
        {
            await Jsccgrid.RunAsync(folder.Path, "cluster", "down", "--wipe", "--yes", "--folder", folder["cluster"]);
        }
    }

    private static List<string> Names(IEnumerable<OtlpSpan> spans, string service) =>
        [.. spans.Where(span => span.Service == service).Select(span => span.Name).Order(StringComparer.Ordinal)];

    private async Task SucceedAsync(Dictionary<string, string> environment, params string[] arguments)
    {
        var outcome = await Jsccgrid.RunAsync(folder.Path, environment, arguments);
        Assert.True(
            outcome.ExitCode == 0,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{string.Join(' ', arguments)}: {outcome.ExitCode}\n{outcome.Error}{outcome.Output}"));
    }
}
