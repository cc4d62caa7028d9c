namespace JsccGrid.Chaos.Faults;

/// <summary>How often a kind of fault comes, how long it lasts and how long its target is left alone afterwards.</summary>
/// <param name="Kind">The fault.</param>
/// <param name="Weight">How often it is in a round of all kinds.</param>
/// <param name="MinSeconds">Shortest time from its beginning to its end.</param>
/// <param name="MaxSeconds">Longest.</param>
/// <param name="RestSeconds">Until the next fault on the same target.</param>
internal sealed record FaultRule(FaultKind Kind, int Weight, double MinSeconds, double MaxSeconds, double RestSeconds)
{
    /// <summary>
    /// Longer than a lease (10 s) for what must outlast one; up to 60 s for the store, an outage the cluster has to sit out.
    /// </summary>
    public static IReadOnlyList<FaultRule> All { get; } =
    [
        new(FaultKind.WorkerKilled, 3, 0.5, 8, 6),
        new(FaultKind.WorkerFrozen, 2, 12, 22, 6),
        new(FaultKind.WorkerDrained, 2, 0.5, 5, 6),
        new(FaultKind.WorkerCutOff, 2, 8, 25, 6),
        new(FaultKind.DiskFull, 1, 4, 10, 6),
        new(FaultKind.TrainerKilled, 2, 0, 0, 2),
        new(FaultKind.SiloKilled, 2, 0.5, 8, 15),
        new(FaultKind.SiloFrozen, 1, 12, 20, 15),
        new(FaultKind.SiloDrained, 1, 0.5, 5, 15),
        new(FaultKind.SilosKilled, 1, 0.5, 4, 20),
        new(FaultKind.StateWiped, 1, 0.5, 4, 20),
        new(FaultKind.RedisKilled, 2, 0.2, 8, 10),
        new(FaultKind.RedisFull, 2, 3, 20, 10),
        new(FaultKind.RedisFileCut, 1, 0.5, 4, 20),
        new(FaultKind.StoreStopped, 1, 3, 60, 10),
        new(FaultKind.StoreFrozen, 1, 3, 30, 10),
        new(FaultKind.StoreMoved, 2, 3, 30, 10),
        new(FaultKind.StoreReadOnly, 2, 3, 30, 10),
        new(FaultKind.ClockJumped, 2, 8, 25, 6),
        new(FaultKind.CheckpointTruncated, 1, 0, 0, 2),
        new(FaultKind.CheckpointFlipped, 1, 0, 0, 2),
        new(FaultKind.GridPaused, 1, 2, 6, 4),
    ];

    public static FaultRule Of(FaultKind kind) => All.Single(rule => rule.Kind == kind);
}
