using JsccGrid.Chaos.Checks;
using JsccGrid.Chaos.Cluster;

namespace JsccGrid.Chaos.Faults;

/// <summary>Faults of a folder that is the store.</summary>
/// <param name="folder">The store.</param>
/// <param name="report">Takes what is broken.</param>
internal sealed class StoreFaults(FolderStore folder, Action<Violation> report)
{
    /// <param name="wait">For as long as it is away.</param>
    public async Task MoveAsync(Func<Task> wait)
    {
        folder.MoveAway();
        await wait();
        if (folder.MoveBack() is { } impostor)
            report(new Violation(
                "store made anew",
                null,
                $"While the store was away another was made in its place; it is {impostor} now."));
    }

    /// <param name="wait">For as long as it is read-only.</param>
    public async Task ForbidWritesAsync(Func<Task> wait)
    {
        await folder.MakeReadOnlyAsync();
        await wait();
        await folder.MakeWritableAsync();
    }
}
