namespace JsccGrid.Grains.Interfaces.Workers;

/// <summary>How many workers and slots there are. Its size does not depend on their number.</summary>
/// <param name="OpenWorkers">Workers that are given work.</param>
/// <param name="CordonedWorkers">Workers that are given none because they failed several different cells in a row.</param>
/// <param name="BusySlots">Slots that have work, of all workers.</param>
/// <param name="IdleSlots">Slots without work, of open workers.</param>
/// <param name="CordonedSlots">Slots without work, of workers that are given none.</param>
/// <param name="WorkersCordonedByHand">Workers that are given none because somebody said so.</param>
[GenerateSerializer, Immutable, Alias("jsccgrid.PoolSummary")]
public sealed record PoolSummary(
    [property: Id(0)] int OpenWorkers,
    [property: Id(1)] int CordonedWorkers,
    [property: Id(2)] int BusySlots,
    [property: Id(3)] int IdleSlots,
    [property: Id(4)] int CordonedSlots,
    [property: Id(5)] int WorkersCordonedByHand);
