using JsccGrid.Experiments.Cells;
using JsccGrid.Tests.Shared.Waiting;
using Xunit;

namespace JsccGrid.Grains.Tests.Support;

/// <summary>Two workers of two slots that work until they are dismissed.</summary>
internal sealed class Crew : IAsyncDisposable
{
    private readonly TestGrid ground;
    private readonly CancellationTokenSource dismissed = new();
    private readonly FencedWorker[] workers;
    private readonly Task work;

    private Crew(TestGrid ground)
    {
        this.ground = ground;
        workers = [new FencedWorker(ground, "worker-a"), new FencedWorker(ground, "worker-b")];
        work = Task.WhenAll(workers.Select(worker => worker.RunAsync(slots: 2, dismissed.Token)));
    }

    public IEnumerable<WorkId> Commits => workers.SelectMany(worker => worker.Commits);

    public static async Task<Crew> StartAsync(TestGrid ground)
    {
        var crew = new Crew(ground);
        await Until.SeenAsync(
            () => ground.Pool.GetWorkersAsync(),
            workers => workers.Length == crew.workers.Length,
            "the workers to register");
        return crew;
    }

    public Task UntilCommittedAsync(int count) => Until.SeenAsync(() => Commits.Count(), commits => commits >= count, $"{count} commits");

    /// <summary>Lets time pass until there are so many commits: what a killed silo took with it, the clock alone may repeat.</summary>
    public Task DriveUntilCommittedAsync(int count) => Until.SeenAsync(
        () =>
        {
            ground.Clock.Advance(TimeSpan.FromSeconds(1));
            return Commits.Count();
        },
        commits => commits >= count,
        $"{count} commits");

    public void RequireOneCommitEach(int works)
    {
        var counts = Commits.CountBy(work => work).ToList();
        Assert.All(counts, count => Assert.Equal(1, count.Value));
        Assert.Equal(works, counts.Count);
    }

    public async ValueTask DisposeAsync()
    {
        await dismissed.CancelAsync();
        // Whoever waits for a cell does so by the grains' clock, which nobody moves any more: the wait would end with its call's time-out.
        await Until.TrueAsync(
            () =>
            {
                ground.Clock.Advance(FencedWorker.Patience);
                return work.IsCompleted;
            },
            "the crew to stop working");
        await work;
        dismissed.Dispose();
    }
}
