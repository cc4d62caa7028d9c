using JsccGrid.Chaos.Cluster;

namespace JsccGrid.Chaos.Faults;

/// <summary>Random sequences of faults. The same options give the same sequence.</summary>
internal static class FaultPlan
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(0.5);

    public static IReadOnlyList<PlannedFault> Create(FaultPlanOptions options)
    {
        var random = new Random(options.Seed);
        var rules = FaultRule.All.Where(rule => options.Kinds.Contains(rule.Kind) && CandidatesOf(rule.Kind, options).Count > 0).ToList();
        var plan = new List<PlannedFault>();
        if (rules.Count == 0) return plan;
        var bag = new List<FaultRule>();
        var freeAt = new Dictionary<FaultTarget, TimeSpan>();
        for (var at = options.Lead; at < options.Length;)
        {
            // A bag of all kinds, emptied in random order, so that none is left out for long.
            if (bag.Count == 0) bag.AddRange(rules.SelectMany(rule => Enumerable.Repeat(rule, rule.Weight)));
            var now = at;
            var open = plan.Count(fault => fault.End > now);
            var possible = open >= options.AtOnce ? [] : bag.Where(rule => FreeTargets(rule.Kind, now).Count > 0).ToList();
            if (possible.Count == 0)
            {
                at += Step;
                continue;
            }
            var rule = possible[random.Next(possible.Count)];
            bag.Remove(rule);
            var targets = FreeTargets(rule.Kind, now);
            var target = targets[random.Next(targets.Count)];
            var seconds = rule.MinSeconds + ((rule.MaxSeconds - rule.MinSeconds) * random.NextDouble());
            var duration = TimeSpan.FromSeconds(Math.Min(seconds, options.LongestFault.TotalSeconds));
            plan.Add(new PlannedFault(plan.Count + 1, at, rule.Kind, target, duration, random.Next()));
            foreach (var hurt in FaultTarget.AllOf(rule.Kind, target))
                freeAt[hurt] = at + duration + TimeSpan.FromSeconds(rule.RestSeconds);
            at += Gap(random, options.MeanGap);
        }
        return plan;

        List<FaultTarget> FreeTargets(FaultKind kind, TimeSpan now) =>
            [
                .. CandidatesOf(kind, options)
                    .Where(target => FaultTarget.AllOf(kind, target).All(hurt => freeAt.GetValueOrDefault(hurt) <= now))
            ];
    }

    private static IReadOnlyList<FaultTarget> CandidatesOf(FaultKind kind, FaultPlanOptions options) => kind switch
    {
        FaultKind.WorkerKilled or FaultKind.WorkerFrozen or FaultKind.WorkerDrained or FaultKind.TrainerKilled
            or FaultKind.CheckpointTruncated or FaultKind.CheckpointFlipped =>
            [.. Enumerable.Range(0, options.Workers).Select(FaultTarget.Worker)],
        FaultKind.WorkerCutOff => options.NetworkWorker is { } cut ? [FaultTarget.Worker(cut)] : [],
        FaultKind.DiskFull => options.DiskWorker is { } full ? [FaultTarget.Worker(full)] : [],
        FaultKind.SiloKilled or FaultKind.SiloFrozen or FaultKind.SiloDrained or FaultKind.SilosKilled or FaultKind.StateWiped
            or FaultKind.RedisFileCut => [FaultTarget.Silos],
        FaultKind.RedisKilled or FaultKind.RedisFull => [FaultTarget.Redis],
        FaultKind.StoreStopped or FaultKind.StoreFrozen => options.Store == StoreKind.Azurite ? [FaultTarget.Store] : [],
        FaultKind.StoreMoved => options.Store == StoreKind.Folder ? [FaultTarget.Store] : [],
        FaultKind.StoreReadOnly => options is { Store: StoreKind.Folder, CanBeReadOnly: true } ? [FaultTarget.Store] : [],
        FaultKind.ClockJumped => options.ClockWorker is { } wrong ? [FaultTarget.Worker(wrong)] : [],
        FaultKind.GridPaused => [FaultTarget.Grid],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>Exponential, as of independent misfortunes, within a tenth and three times the mean.</summary>
    private static TimeSpan Gap(Random random, TimeSpan mean) =>
        mean * Math.Clamp(-Math.Log(1 - random.NextDouble()), 0.1, 3);
}
