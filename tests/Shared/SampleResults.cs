using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Tests.Shared;

/// <summary>Small valid results.</summary>
internal static class SampleResults
{
    public static CellResult Of(CellSpec cell, double top1 = 0.5)
    {
        var scores = new RetrievalScores
        {
            Top1 = new Estimate(top1, 0),
            MeanAveragePrecision = new Estimate(top1, 0),
            Cmc = new SortedDictionary<int, Estimate> { [1] = new Estimate(top1, 0) },
        };
        return new CellResult
        {
            Format = CellResult.CurrentFormat,
            Cell = cell.Id,
            Spec = cell,
            Points =
            [
                .. cell.TestSnrDb.Select(snr =>
                    new ChannelPoint { TestSnrDb = snr, NoiseDraws = 1, Scores = scores, OtherDistance = scores })
            ],
            ChanceTop1 = 0.01,
            Bits = cell.Scheme == Scheme.Digital
                ? new BitStatistics { Measured = new Estimate(100, 0), Ideal = new Estimate(100, 0) }
                : null,
            Queries = 10,
            QueriesWithoutMatch = 0,
            Training = new TrainingSummary { Steps = 1, TrainingSeconds = 0, EvaluationSeconds = 0, Resumes = 0 },
            Environment = new EnvironmentSummary
            {
                Device = "none",
                Threads = 1,
                TorchSharp = "none",
                JsccGrid = "none",
                OperatingSystem = "none"
            },
        };
    }
}
