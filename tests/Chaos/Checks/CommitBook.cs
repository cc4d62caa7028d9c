using System.Collections.Concurrent;
using JsccGrid.Chaos.Grids;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Files;
using JsccGrid.Storage;
using JsccGrid.Storage.Works;

namespace JsccGrid.Chaos.Checks;

/// <summary>
/// All commits of a run, each looked at as soon as it is heard of: whether it is whole, of the attempt that held the lease, and what
/// an undisturbed run gives. Looks at their tags again at the end.
/// </summary>
internal sealed class CommitBook(StoreEye store, TimeProvider clock)
{
    private readonly ConcurrentDictionary<WorkId, Commit> commits = [];
    private readonly ConcurrentQueue<Violation> violations = [];
    private readonly ConcurrentQueue<(DateTimeOffset At, WorkId Work, string Worker)> times = [];

    /// <summary>Each once.</summary>
    public IReadOnlyList<Violation> Violations => [.. violations.Distinct()];

    /// <summary>Cells and stages.</summary>
    public int Count => commits.Count;

    public int Cells => commits.Keys.Count(work => work.IsCell);

    public IReadOnlyList<DateTimeOffset> Times => [.. times.Select(commit => commit.At).Order()];

    public bool Has(WorkId work) => commits.ContainsKey(work);

    public void Report(Violation violation) => violations.Enqueue(violation);

    /// <summary>The first commit after a time: of some work, by a worker, or any.</summary>
    public DateTimeOffset? FirstAfter(DateTimeOffset time, WorkId? work, string? worker)
    {
        var later = times
            .Where(commit => commit.At > time && (work is null || commit.Work == work) && (worker is null || commit.Worker == worker))
            .Select(commit => commit.At)
            .ToList();
        return later.Count == 0 ? null : later.Min();
    }

    /// <summary>Looks at a commit; once for each.</summary>
    /// <exception cref="Azure.RequestFailedException">The store does not answer now.</exception>
    public async Task EnterAsync(WorkSpec spec, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        if (commits.ContainsKey(spec.Id)) return;
        var heard = at ?? clock.GetUtcNow();
        if (await store.ReadManifestAsync(spec.Id, cancellationToken) is not { } found || found.Manifest.Sealed is not { } output)
        {
            Report(new Violation("lost", spec.Id, "The cluster says that it is committed; its manifest is missing or not sealed."));
            return;
        }
        var published = spec.Cell is { } cell ? await store.ReadAsync(StoreLayout.Result(cell.Id), cancellationToken) : null;
        var problems = new List<Violation>();
        CheckAttempt(spec.Id, found.Manifest, output, problems);
        await CheckContentAsync(spec, output, published?.Content, problems, cancellationToken);
        if (!commits.TryAdd(spec.Id, new Commit(spec, found.Manifest, found.Tag, published?.Tag))) return;
        problems.ForEach(violations.Enqueue);
        times.Enqueue((heard, spec.Id, found.Manifest.Worker));
    }

    /// <summary>Whether every commit is still as it was first seen.</summary>
    public async Task CheckUnchangedAsync(CancellationToken cancellationToken)
    {
        var cells = await store.TagsAsync("cells", cancellationToken);
        var stages = await store.TagsAsync("stages", cancellationToken);
        foreach (var (work, commit) in commits)
        {
            var tags = work.IsCell ? cells : stages;
            if (!tags.TryGetValue(StoreLayout.Manifest(work), out var manifest))
                Report(new Violation("lost", work, "Its manifest is gone."));
            else if (manifest != commit.ManifestTag)
                Report(new Violation("changed after its commit", work, "The sealed manifest was written again."));
            if (commit.Spec.Cell is not { } cell) continue;
            if (!tags.TryGetValue(StoreLayout.Result(cell.Id), out var result)) Report(new Violation("lost", work, "Its result is gone."));
            else if (result != commit.ResultTag) Report(new Violation("duplicate commit", work, "Its result was written again."));
        }
        foreach (var name in cells.Keys.Where(name =>
            name.EndsWith($"/{StoreLayout.ResultFile}", StringComparison.Ordinal)
            && name.Split('/').Length == 3))
        {
            var work = WorkId.Parse(name[..name.LastIndexOf('/')]);
            if (!commits.ContainsKey(work))
                Report(new Violation("result without a commit", work, $"{name} lies in the store; the cluster never reported it."));
        }
    }

    /// <summary>What the logs tell of attempts: none after the one that was sealed.</summary>
    /// <returns>How many tell of a damaged checkpoint that was passed over.</returns>
    public async Task<int> CheckLogsAsync(CancellationToken cancellationToken)
    {
        var damaged = 0;
        foreach (var (work, commit) in commits)
        {
            var log = await store.ReadLogAsync(work, cancellationToken);
            var last = StoreEye.AttemptsIn(log).DefaultIfEmpty(0).Max();
            if (last > commit.Manifest.Sealed!.Attempt)
                Report(new Violation(
                    "stale commit",
                    work,
                    $"Attempt {commit.Manifest.Sealed.Attempt} is sealed although attempt {last} had begun."));
            if (log.Contains(StoreEye.DamageWords, StringComparison.Ordinal)) damaged++;
        }
        return damaged;
    }

    private static void CheckAttempt(WorkId work, WorkManifest manifest, SealedOutput output, List<Violation> problems)
    {
        if (output.Attempt != manifest.Attempt)
            problems.Add(new Violation(
                "stale commit",
                work,
                $"Attempt {output.Attempt} is sealed in a manifest of attempt {manifest.Attempt}."));
        problems.AddRange(output.Files
            .Where(file => file.Path != StoreLayout.OutputFile(work, output.Attempt, file.Name))
            .Select(file => new Violation("stale commit", work, $"{file.Path} is not of attempt {output.Attempt}.")));
    }

    private async Task CheckContentAsync(
        WorkSpec spec, SealedOutput output, byte[]? published, List<Violation> problems, CancellationToken cancellationToken)
    {
        var file = output.Files[0];
        var content = (await store.ReadAsync(file.Path, cancellationToken))?.Content;
        if (content is null || FileHash.Of(content) != file.Sha256)
            problems.Add(new Violation("lost", spec.Id, $"{file.Path} is {(content is null ? "missing" : "not what was sealed")}."));
        if (spec.Cell is not null && (published is null || FileHash.Of(published) != file.Sha256))
            problems.Add(new Violation(
                "differs",
                spec.Id,
                $"{StoreLayout.ResultFile} is {(published is null ? "missing" : "not the sealed output")}."));
        if (content is not null && !content.AsSpan().SequenceEqual(ChaosTraining.Expected(spec)))
            problems.Add(new Violation("differs", spec.Id, $"The output of attempt {output.Attempt} is not that of an undisturbed run."));
        if (spec.Cell is { } cell && ChaosTraining.IsPoison(cell))
            problems.Add(new Violation("impossible", spec.Id, "A cell whose process always aborts is committed."));
    }
}
