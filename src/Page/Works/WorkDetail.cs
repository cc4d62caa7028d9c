using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Presentation;

namespace JsccGrid.Page.Works;

/// <summary>A cell or stage on its own page.</summary>
internal sealed record WorkDetail
{
    public required WorkId Work { get; init; }
    public required string Label { get; init; }
    public required string Status { get; init; }

    /// <summary>In one line, why it is where it is.</summary>
    public required string Why { get; init; }

    public required int Attempt { get; init; }
    public required int Failures { get; init; }
    public required int LostLeases { get; init; }
    public required int Preemptions { get; init; }

    /// <summary>UTC, when it came to this status; null when only the store knows, or nobody works on it.</summary>
    public DateTimeOffset? Since { get; init; }

    public string? Worker { get; init; }
    public int Slot { get; init; }

    /// <summary>UTC, in backoff only.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    public string? Reason { get; init; }
    public required IReadOnlyList<string> LogTail { get; init; }
    public WorkProgress? Progress { get; init; }
    public double LeasedSeconds { get; init; }

    /// <summary>Stages it still waits for.</summary>
    public required IReadOnlyList<WorkId> MissingStages { get; init; }

    /// <summary>All stages it needs, once it has begun.</summary>
    public IReadOnlyList<WorkRow> Stages { get; init; } = [];

    public SpecView? Spec { get; init; }

    public ResultView? Result { get; init; }

    public static WorkDetail Of(WorkExplanation explained, string why, WorkSpec? spec, CellResult? result)
    {
        var view = explained.Work;
        var isKnown = view.Status != WorkStatus.Unknown;
        return new WorkDetail
        {
            Work = view.Work,
            Label = isKnown ? view.Label : spec?.Label ?? view.Label,
            Status = view.Status.Text(),
            Why = why,
            Attempt = view.Attempt,
            Failures = view.Failures,
            LostLeases = view.LostLeases,
            Preemptions = view.Preemptions,
            Since = view.Since == default ? null : view.Since,
            Worker = view.Worker,
            Slot = view.Slot,
            RetryAt = view.RetryAt,
            Reason = view.Reason,
            LogTail = view.LogTail,
            Progress = view.Status == WorkStatus.Leased ? explained.Progress : null,
            LeasedSeconds = view.LeasedSeconds,
            MissingStages = view.MissingStages,
            Stages = spec is null
                ? []
                : [.. spec.RequiredStages.Select(stage => new WorkRow(WorkId.Of(stage.Key), WorkSpec.Of(stage).Label, ""))],
            Spec = spec is null ? null : SpecView.Of(spec),
            Result = result is null ? null : ResultView.Of(result),
        };
    }

    /// <summary>Coordinates and origin.</summary>
    internal sealed record SpecView(
        string Kind, IEnumerable<CoordinateView> Coordinates, int Seed, string Recipe, string Data, string? Weights)
    {
        public static SpecView Of(WorkSpec spec) => new(
            spec.Cell?.Scheme.Title ?? $"{spec.Stage!.Kind.Name()} stage",
            spec.Cell is { } cell ? cell.Named.Select(at => CoordinateView.Of(cell.Scheme, at)) : [],
            spec.Cell?.Seed ?? spec.Stage!.Seed, spec.Recipe.Name, spec.Data.Name, spec.Weights?.Name);
    }

    /// <summary>A coordinate for people.</summary>
    internal sealed record CoordinateView(string Title, string Text)
    {
        public static CoordinateView Of(Scheme scheme, Coordinate at)
        {
            var axis = scheme.FindAxis(at.Key);
            var (title, unit) = (axis?.Title ?? at.Key, axis?.Bounds?.Unit);
            var text = at.Value.Content switch
            {
                SnrDb { IsNoiseless: true } => "∞ (noiseless)",
                string word => word,
                _ => $"{at.Value}".Replace('-', '−'),
            };
            return new CoordinateView(title, unit is null || title.EndsWith(unit, StringComparison.Ordinal) ? text : $"{text} {unit}");
        }
    }

    /// <summary>What a finished cell found. An outside program need not say how many queries there are and what chance finds.</summary>
    internal sealed record ResultView(
        IReadOnlyList<ScoreView> Points, double? ChanceTop1, double? Bits, double? IdealBits, int? Queries, double TrainingSeconds,
        int Resumes, string Device)
    {
        public static ResultView Of(CellResult result) => new(
            [.. result.Points.Select(point => new ScoreView(
                point.TestSnrDb, point.Scores.Top1.Mean, point.Scores.Top1.StandardError, point.Scores.MeanAveragePrecision?.Mean,
                point.NoiseDraws))],
            result.ChanceTop1 > 0 ? result.ChanceTop1 : null, result.Bits?.Measured.Mean, result.Bits?.Ideal.Mean,
            result.Queries > 0 ? result.Queries : null, result.Training.TrainingSeconds, result.Training.Resumes,
            result.Environment.Device);
    }

    /// <summary>Accuracy at one test SNR; fractions in [0, 1].</summary>
    internal sealed record ScoreView(SnrDb SnrDb, double Top1, double Error, double? MeanAveragePrecision, int NoiseDraws);
}
