using JsccGrid.Chaos.Checks;
using JsccGrid.Chaos.Cluster;
using JsccGrid.Chaos.Faults;
using JsccGrid.Chaos.Grids;
using JsccGrid.LocalCluster.Processes;

namespace JsccGrid.Chaos.Runs;

/// <summary>
/// Starts a cluster, gives it grid after grid, injects the faults of a plan meanwhile, lets it finish, and checks what came out.
/// </summary>
internal sealed class ChaosRun(ChaosOptions options, Action<string> log, TimeProvider clock)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan TellInterval = TimeSpan.FromSeconds(30);
    private readonly List<string> notAllowed = [];
    private readonly List<GridAuditor> watches = [];
    private readonly List<Task> watching = [];
    private readonly List<FaultRecord> faults = [];
    private readonly List<double> loads = [];
    private readonly Lock gate = new();

    /// <summary>Runs to the end.</summary>
    /// <param name="cancellationToken">Ends the faults early; what is open is still finished and checked.</param>
    public async Task<ChaosResult> RunAsync(CancellationToken cancellationToken)
    {
        await using var cluster = await ChaosCluster.StartAsync(
            new ChaosClusterOptions { Folder = options.Folder, Script = ChaosTraining.Script, Store = options.Store },
            line =>
            {
                notAllowed.Add(line);
                log(line);
            },
            cancellationToken);
        var book = new CommitBook(cluster.Store, clock);
        var begin = clock.GetUtcNow();
        log($"The cluster runs in {options.Folder}.");
        using var end = new CancellationTokenSource();
        var caretaker = new Caretaker(cluster, log, clock);
        var care = Task.WhenAll(caretaker.RunAsync(end.Token), TellAsync(book, end.Token));
        using var length = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        length.CancelAfter(options.Length);
        await Task.WhenAll(SupplyAsync(cluster, book, length.Token, end.Token), InjectAsync(cluster, book, begin, length));
        log(FormattableString.Invariant($"No more faults; {watches.Count(watch => !watch.IsFinished)} grids are open."));
        await FinishAsync(book);
        var elapsed = book.Times.DefaultIfEmpty(begin).Max() - begin;
        var damageNoticed = await book.CheckLogsAsync(CancellationToken.None);
        await new Evidence(cluster, book, log).KeepAsync();
        await end.CancelAsync();
        await Task.WhenAll(watching).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await care;
        foreach (var name in await cluster.StopAsync())
            book.Report(new Violation("did not stop", null, $"{name} had to be killed at the end."));
        foreach (var process in LeftProcesses.Of(options.Folder)) book.Report(new Violation("process left", null, process));
        return Summarize(cluster, book, begin, elapsed, caretaker.Cordons, damageNoticed);
    }

    /// <summary>Submits a grid whenever the slots would soon have nothing to do.</summary>
    private async Task SupplyAsync(ChaosCluster cluster, CommitBook book, CancellationToken supply, CancellationToken end)
    {
        var slots = cluster.Options.Workers * cluster.Options.SlotsPerWorker;
        while (!supply.IsCancellationRequested)
        {
            if (watches.Sum(watch => watch.Grid.Cells.Count(cell =>
                !book.Has(Experiments.Cells.WorkId.Of(cell.Id))
                && !ChaosTraining.IsPoison(cell))) < 4 * slots)
            {
                var watch = new GridAuditor(
                    ChaosGrid.Create(watches.Count + 1, options.SeedsPerGrid, options.CellsPerSeed),
                    cluster.Grids,
                    () => cluster.Connection.Grains,
                    book,
                    clock);
                lock (gate) watches.Add(watch);
                watching.Add(watch.RunAsync(end));
                log($"Submitted {watch.Grid.Name} with {watch.Grid.Cells.Count} cells.");
            }
            await DelayAsync(PollInterval, supply);
        }
    }

    /// <summary>Says now and then how far it is.</summary>
    private async Task TellAsync(CommitBook book, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await DelayAsync(TellInterval, cancellationToken);
            loads.Add(MachineLoad.Read());
            log(FormattableString.Invariant($"{book.Cells} cells are committed; {OpenGrids().Count} grids are open."));
        }
    }

    /// <param name="cluster">To be hurt.</param>
    /// <param name="book">Takes what the faults themselves find broken.</param>
    /// <param name="begin">When the plan begins.</param>
    /// <param name="length">How long it lasts; a fault that cannot be injected or ended cuts it short,
    /// since what followed would prove nothing.</param>
    private async Task InjectAsync(ChaosCluster cluster, CommitBook book, DateTimeOffset begin, CancellationTokenSource length)
    {
        var planOptions = new FaultPlanOptions
        {
            Seed = options.Seed,
            Length = options.Length,
            Kinds = options.Kinds,
            MeanGap = options.MeanGap,
            LongestFault = options.LongestFault,
            Workers = cluster.Options.Workers,
            NetworkWorker = cluster.Network is null ? null : cluster.Options.Workers - 1,
            DiskWorker = cluster.Disk is null ? null : cluster.Options.Workers - 2,
            ClockWorker = cluster.Clock is null ? null : 0,
            Store = options.Store,
            CanBeReadOnly = cluster.Folder is { CanBeReadOnly: true },
        };
        var injector = new FaultInjector(cluster, OpenGrids, book.Report, clock);
        using var places = new SemaphoreSlim(planOptions.AtOnce);
        var lastOf = new Dictionary<FaultTarget, Task>();
        foreach (var fault in FaultPlan.Create(planOptions))
        {
            await DelayAsync(begin + fault.At - clock.GetUtcNow(), length.Token);
            if (length.IsCancellationRequested) break;
            await places.WaitAsync(CancellationToken.None);
            // A fault that took longer than planned does not meet the next one on the same target.
            var before = Task.WhenAll(fault.Targets.Select(target => lastOf.GetValueOrDefault(target, Task.CompletedTask)));
            var injected = InjectAsync(injector, fault, before, places, length);
            foreach (var target in fault.Targets) lastOf[target] = injected;
        }
        await Task.WhenAll(lastOf.Values);
    }

    private async Task InjectAsync(
        FaultInjector injector,
        PlannedFault fault,
        Task before,
        SemaphoreSlim places,
        CancellationTokenSource length)
    {
        try
        {
            await before;
            log(FormattableString.Invariant($"#{fault.Number} {fault.Kind} {fault.Target.Name} for {fault.Duration.TotalSeconds:0.0} s"));
            var record = await injector.InjectAsync(fault, length.Token);
            log($"#{fault.Number} {fault.Kind} {record.Victim} {(record.Skipped is null ? "is over" : $"skipped: {record.Skipped}")}");
            lock (gate) faults.Add(record);
        }
        catch
        {
            await length.CancelAsync();
            throw;
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Waits for the open grids as long as anything is committed; what does not come to its end is lost.</summary>
    private async Task FinishAsync(CommitBook book)
    {
        var committed = book.Count;
        var patience = new Patience(options.EndPatience);
        while (!watches.TrueForAll(watch => watch.IsFinished))
        {
            await Task.Delay(PollInterval, clock);
            if (book.Count != committed)
            {
                committed = book.Count;
                patience.Dispose();
                patience = new Patience(options.EndPatience);
            }
            if (!patience.IsSpent) continue;
            foreach (var watch in watches.Where(watch => !watch.IsFinished))
                book.Report(new Violation(
                    "stuck",
                    null,
                    $"In peace, nothing was committed for {patience}. "
                        + $"Last trouble: {watch.LastTrouble}\n{await watch.DescribeAsync()}"));
            break;
        }
        patience.Dispose();
        await book.CheckUnchangedAsync(CancellationToken.None);
    }

    private IReadOnlyList<string> OpenGrids()
    {
        lock (gate) return [.. watches.Where(watch => !watch.IsFinished).Select(watch => watch.Grid.Name)];
    }

    private async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        if (delay > TimeSpan.Zero) await Task.Delay(delay, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private ChaosResult Summarize(
        ChaosCluster cluster,
        CommitBook book,
        DateTimeOffset begin,
        TimeSpan elapsed,
        int cordons,
        int damageNoticed)
    {
        foreach (var fault in faults) fault.Recovery = book.FirstAfter(fault.EndedAt, fault.Work, fault.Worker) - fault.EndedAt;
        var cells = watches.SelectMany(watch => watch.Grid.Cells).DistinctBy(cell => cell.Id).ToList();
        var times = book.Times.Prepend(begin).ToList();
        return new ChaosResult
        {
            Options = options,
            Faults = [.. faults.OrderBy(fault => fault.Fault.Number)],
            Violations = book.Violations,
            GoodCells = cells.Count(cell => !ChaosTraining.IsPoison(cell)),
            PoisonCells = cells.Count(ChaosTraining.IsPoison),
            Committed = book.Cells,
            Elapsed = elapsed,
            LongestPause = times.Zip(times.Skip(1), (earlier, later) => later - earlier).DefaultIfEmpty().Max(),
            OwnEnds = cluster.Nodes.ToDictionary(node => node.Name, node => node.OwnEnds),
            Cordons = cordons,
            DamageNoticed = damageNoticed,
            Load = loads.Count == 0 ? null : (loads.Min(), loads.Max()),
            NotAllowed = notAllowed,
        };
    }
}
