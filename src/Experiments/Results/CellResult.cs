using JsccGrid.Experiments.Cells;

namespace JsccGrid.Experiments.Results;

/// <summary>What a finished cell found; the content of <c>cells/id/result.json</c>, written once.</summary>
public sealed record CellResult
{
    public const int CurrentFormat = 1;

    /// <summary>The file of a training program's output that it is in.</summary>
    public const string FileName = "result.json";

    public required int Format { get; init; }
    public required CellId Cell { get; init; }
    public required CellSpec Spec { get; init; }

    /// <summary>
    /// Joint schemes: one point per test SNR. Baseline and digital: one noiseless point, since what they deliver does not
    /// depend on the channel once it is delivered.
    /// </summary>
    public required EquatableList<ChannelPoint> Points { get; init; }

    /// <summary>Expected top-1 of a random match: what an outage leaves.</summary>
    public required double ChanceTop1 { get; init; }

    /// <summary>Digital scheme only.</summary>
    public BitStatistics? Bits { get; init; }

    /// <summary>Queries scored, and those left out because no other camera shows their person.</summary>
    public required int Queries { get; init; }
    public required int QueriesWithoutMatch { get; init; }

    /// <summary>
    /// For each scored query the number of its person, counted from 0 in the order in which persons come first: whom the hits of
    /// <see cref="Points"/> belong to. Null in results of programs that did not keep it.
    /// </summary>
    public PackedIntegers? QueryIdentities { get; init; }

    public required TrainingSummary Training { get; init; }
    public required EnvironmentSummary Environment { get; init; }
}
