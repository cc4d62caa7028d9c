namespace JsccGrid.Grains.Workers;

/// <summary>Slots that wait for work, first come first served; those of workers that may have none stand aside.</summary>
internal sealed class LeaseRequestQueue
{
    private readonly LinkedList<LeaseRequest> waiting = new();
    private readonly Dictionary<string, List<LeaseRequest>> aside = new(StringComparer.Ordinal);

    /// <summary>Lines up a slot, or sets it aside.</summary>
    public void Add(LeaseRequest waiter, bool isOpen)
    {
        if (isOpen) waiting.AddLast(waiter);
        else SetAside(waiter);
    }

    /// <summary>Puts a slot back that got nothing after all.</summary>
    public void PutBack(LeaseRequest waiter, bool isOpen)
    {
        if (waiter.IsOver) return;
        if (isOpen) waiting.AddFirst(waiter);
        else SetAside(waiter);
    }

    /// <summary>Whether a slot waits for work.</summary>
    public bool IsAnyWaiting
    {
        get
        {
            while (waiting.First is { Value.IsOver: true }) waiting.RemoveFirst();
            return waiting.First is not null;
        }
    }

    /// <summary>Takes the first; there must be one.</summary>
    public LeaseRequest Take()
    {
        var first = waiting.First!.Value;
        waiting.RemoveFirst();
        return first;
    }

    /// <summary>Sets all slots of a worker aside.</summary>
    public void Close(string worker)
    {
        foreach (var waiter in waiting.Where(waiter => waiter.Worker == worker).ToList())
        {
            waiting.Remove(waiter);
            SetAside(waiter);
        }
    }

    /// <summary>Lines up all slots of a worker that were set aside.</summary>
    public void Open(string worker)
    {
        if (!aside.Remove(worker, out var waiters)) return;
        foreach (var waiter in waiters.Where(waiter => !waiter.IsOver)) waiting.AddLast(waiter);
    }

    /// <summary>Answers all slots of a worker with nothing.</summary>
    public void Dismiss(string worker)
    {
        foreach (var waiter in waiting.Where(waiter => waiter.Worker == worker)) waiter.GiveUp();
        if (!aside.Remove(worker, out var waiters)) return;
        foreach (var waiter in waiters) waiter.GiveUp();
    }

    /// <summary>Answers everybody with nothing.</summary>
    public void DismissAll()
    {
        foreach (var waiter in waiting.Concat(aside.Values.SelectMany(waiters => waiters))) waiter.GiveUp();
    }

    private void SetAside(LeaseRequest waiter)
    {
        if (!aside.TryGetValue(waiter.Worker, out var waiters)) aside.Add(waiter.Worker, waiters = []);
        waiters.RemoveAll(known => known.IsOver);
        waiters.Add(waiter);
    }
}
