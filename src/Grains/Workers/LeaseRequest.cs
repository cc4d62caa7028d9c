using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Grains.Workers;

/// <summary>A slot that waits for work.</summary>
internal sealed class LeaseRequest(string worker, int slot)
{
    private readonly TaskCompletionSource<WorkLease?> source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Worker { get; } = worker;

    public int Slot { get; } = slot;

    public Task<WorkLease?> Answer => source.Task;

    public bool IsOver => source.Task.IsCompleted;

    /// <summary>Answers with a lease; false when the slot has stopped waiting.</summary>
    public bool TryGive(WorkLease lease) => source.TrySetResult(lease);

    public void GiveUp() => source.TrySetResult(null);
}
