using JsccGrid.Chaos.Checks;
using JsccGrid.Chaos.Faults;

namespace JsccGrid.Chaos.Runs;

/// <summary>What a run found.</summary>
internal sealed record ChaosResult
{
    public required ChaosOptions Options { get; init; }

    /// <summary>Faults, and those that found no victim.</summary>
    public required IReadOnlyList<FaultRecord> Faults { get; init; }

    public required IReadOnlyList<Violation> Violations { get; init; }

    /// <summary>Cells to be done, poison cells apart.</summary>
    public required int GoodCells { get; init; }

    public required int PoisonCells { get; init; }

    /// <summary>Cells committed.</summary>
    public required int Committed { get; init; }

    /// <summary>From the beginning of the run to the last commit.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The longest time between two commits.</summary>
    public required TimeSpan LongestPause { get; init; }

    /// <summary>How often a node ended by itself and was started again, by node.</summary>
    public required IReadOnlyDictionary<string, int> OwnEnds { get; init; }

    /// <summary>How often a worker was found cordoned, and uncordoned.</summary>
    public required int Cordons { get; init; }

    /// <summary>Cells and stages whose log tells of a damaged checkpoint that was passed over.</summary>
    public required int DamageNoticed { get; init; }

    /// <summary>The fewest and the most threads that wanted each processor of the machine; null when nobody looked.</summary>
    public required (double Least, double Most)? Load { get; init; }

    /// <summary>What this machine does not allow, one line each.</summary>
    public required IReadOnlyList<string> NotAllowed { get; init; }
}
