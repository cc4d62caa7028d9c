namespace JsccGrid.Grains.Interfaces.Workers;

/// <summary>The queue as one waiting cell sees it.</summary>
/// <param name="Slots">Slots of all workers that take work.</param>
/// <param name="BusySlots">How many of these have work.</param>
/// <param name="CordonedWorkers">Workers that are given none.</param>
/// <param name="ReadyAhead">Ready work of shards that come first.</param>
[GenerateSerializer, Immutable, Alias("jsccgrid.QueueView")]
public sealed record QueueSnapshot(
    [property: Id(0)] int Slots,
    [property: Id(1)] int BusySlots,
    [property: Id(2)] int CordonedWorkers,
    [property: Id(3)] int ReadyAhead);
