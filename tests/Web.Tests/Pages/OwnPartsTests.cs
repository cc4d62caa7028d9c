using System.Runtime.CompilerServices;
using JsccGrid.Curves;
using JsccGrid.DataSets;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.OwnParts;
using JsccGrid.Silo.Hosting;
using JsccGrid.Storage.Grids;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Works;
using JsccGrid.Tests.Shared.Waiting;
using JsccGrid.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace JsccGrid.Web.Tests.Pages;

/// <summary>
/// A scheme, a channel and a figure that JsccGrid does not have, from the grid file over training to the page: nothing but their
/// descriptions and what trains them is written for it.
/// </summary>
public sealed class OwnPartsTests(Chromium chromium) : IClassFixture<Chromium>, IDisposable
{
    private const string Text = """
        name: own
        recipe:
          extends: demo
          name: own
          input: { height: 16, width: 16 }
          backbone: { width: 8 }
          baseline: { batchSize: 16, phases: [{ epochs: 4, learningRate: 0.05 }] }
          evaluation: { testSnrDb: [-20, 0, inf], noiseDraws: 2 }
        seeds: 0
        figures:
          bandwidth: 8
          further:
            - name: projections
              title: Projections over a channel with erasures
              cells: { scheme: projection, bandwidth: 16, channel: erasures }
              points: all
              lines: basis
        sweeps:
          - scheme: reid-baseline
          - { scheme: projection, bandwidth: [8, 16], basis: [random, first], channel: [awgn, erasures] }
        """;

    private readonly string root = Directory.CreateTempSubdirectory("jsccgrid-test-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task Grid_OfASchemeAChannelAndAFigureOfItsOwn_GoesFromItsFileToThePage()
    {
        var submission = Submission();
        var cells = submission.Expand().Cells;
        Assert.Contains("projection B=8 basis=first channel=erasures seed=0", cells.Select(cell => cell.Label));
        await using var machine = await StartAsync(submission.Data);
        var objects = new DirectoryObjectStore(Path.Combine(root, "store"), TimeProvider.System);
        await new GridStore(objects).WriteSubmissionAsync(submission, Cancellation);
        var grid = machine.Grains.GetGrain<IGridGrain>(submission.Name);
        await grid.SubmitAsync(cells, Cancellation);
        var snapshot = await Until.SeenAsync(() => grid.GetSnapshotAsync(), now => now.Status == GridStatus.Finished, "the grid to finish");
        Assert.True(snapshot.Cells.Committed == 9, string.Join('\n', snapshot.Quarantined.Select(work => $"{work.Label}: {work.Reason}")));

        await AssertCurvesAsync(cells, submission.Definition, new WorkStore(objects));
        await AssertPageAsync(machine.Page!);
        await AssertMetricsAsync(machine.Page!);
    }

    [ModuleInitializer]
    internal static void Describe() => Parts.Describe();

    private GridSubmission Submission()
    {
        SyntheticPedestrians.Generate(Path.Combine(root, "data"), new SyntheticPedestriansOptions
        {
            TrainIdentities = 12, TestIdentities = 6, ImagesPerCamera = 3, Height = 32, Width = 16
        });
        return new GridSubmission
        {
            Format = GridSubmission.CurrentFormat,
            Name = "own",
            Definition = GridFile.Parse(Text, "own.yaml"),
            Data = new DataSetReference { Name = "people", Fingerprint = DataSetFingerprint.Compute(Path.Combine(root, "data")) },
            SubmittedAt = TimeProvider.System.GetUtcNow(),
            Algorithm = CellSpec.AlgorithmVersion,
        };
    }

    private Task<OneMachineHost> StartAsync(DataSetReference data) => OneMachineHost.StartAsync(
        new OneMachineOptions
        {
            StoreFolder = Path.Combine(root, "store"),
            ServesPage = true,
            Worker = OneMachineOptions.DefaultWorker with
            {
                Slots = 2,
                Device = "cpu",
                ScratchFolder = Path.Combine(root, "scratch"),
                TrainerPath = Path.Combine(AppContext.BaseDirectory, "own-train.dll"),
                DataSets = new Dictionary<string, string> { [data.Fingerprint] = Path.Combine(root, "data") },
            },
        },
        Cancellation);

    private static async Task AssertCurvesAsync(IEnumerable<CellSpec> cells, GridDefinition grid, WorkStore store)
    {
        List<CellResult> results = [];
        foreach (var cell in cells) results.Add((await store.ReadResultAsync(cell.Id, Cancellation))!);
        var curves = CurveBuilder.Build(results, grid.Figures);
        var lines = curves["projections"].Curves;
        Assert.Equal(2, lines.Count);
        foreach (var curve in lines) Assert.Equal([-20, 0, double.PositiveInfinity], curve.Points.Select(point => point.SnrDb.Value));
        // Without noise nothing but lost symbols can make a difference between the channels.
        Assert.NotEqual(NoiselessHits("awgn"), NoiselessHits("erasures"));

        var csv = CurvesCsv.Write(curves);
        Assert.Contains("projections,", csv, StringComparison.Ordinal);
        Assert.Contains(",basis,", csv.Split('\n')[0] + ",", StringComparison.Ordinal);

        IEnumerable<string> NoiselessHits(string channel) => results
            .Where(result => result.Spec.Scheme == Parts.Projection && result.Spec.Value(Axis.Channel) == channel)
            .Select(result => $"{result.Points[^1].Scores.Top1.Mean} {result.Points[^1].Scores.MeanAveragePrecision?.Mean}");
    }

    private async Task AssertPageAsync(Uri page)
    {
        await using var visit = await Visit.OpenAsync(chromium, page, "/grids/own");
        await Assertions.Expect(visit.Find("#figures .figure", "Projections over a channel with erasures")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Tile("Projection, bandwidth B 16, basis first").First).ToBeVisibleAsync();
        await Assertions.Expect(visit.Find(".tile.has-result")).Not.ToHaveCountAsync(0);
    }

    private static async Task AssertMetricsAsync(Uri page)
    {
        using var http = new HttpClient { BaseAddress = page };
        await Until.SeenAsync(
            () => http.GetStringAsync("metrics", Cancellation),
            text => text.Split('\n').Any(line => line.Contains("scheme=\"projection\"", StringComparison.Ordinal)
                && line.Contains("channel=\"erasures\"", StringComparison.Ordinal)),
            "results of the scheme over the channel among the metrics");
    }
}
