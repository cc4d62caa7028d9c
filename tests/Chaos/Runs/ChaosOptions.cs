using JsccGrid.Chaos.Cluster;
using JsccGrid.Chaos.Faults;

namespace JsccGrid.Chaos.Runs;

/// <summary>A chaos run.</summary>
internal sealed record ChaosOptions
{
    public required int Seed { get; init; }

    /// <summary>How long faults are injected; afterwards the open grids are finished in peace.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>For everything the run writes; kept when something was wrong.</summary>
    public required string Folder { get; init; }

    /// <summary>Default: Azurite.</summary>
    public StoreKind Store { get; init; } = StoreKind.Azurite;

    public IReadOnlySet<FaultKind> Kinds { get; init; } = Enum.GetValues<FaultKind>().ToHashSet();

    /// <summary>Mean time from one fault to the next. Default: 8 s.</summary>
    public TimeSpan MeanGap { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>The longest a fault lasts. Default: 60 s.</summary>
    public TimeSpan LongestFault { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Seeds of each grid; each is <see cref="CellsPerSeed"/> cells and their stages. Default: 6.</summary>
    public int SeedsPerGrid { get; init; } = 6;

    /// <summary>Default: 40, of which one is poison.</summary>
    public int CellsPerSeed { get; init; } = 40;

    /// <summary>
    /// After the faults, how long the open grids may go without a commit on a machine with nothing else to do. Default: 3 min.
    /// </summary>
    public TimeSpan EndPatience { get; init; } = TimeSpan.FromMinutes(3);
}
