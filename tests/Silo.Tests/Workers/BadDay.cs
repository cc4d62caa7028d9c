using JsccGrid.Experiments.Cells;
using JsccGrid.FakeTrainer;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Presentation;
using JsccGrid.Silo.Hosting;
using JsccGrid.Silo.Tests.Support;
using JsccGrid.Storage.Works;
using JsccGrid.Tests.Shared;
using Xunit;

namespace JsccGrid.Silo.Tests.Workers;

/// <summary>One run of a grid in which one cell of each kind goes wrong, and one of only the cells that fail once, undisturbed.</summary>
public sealed class BadDay : IAsyncLifetime
{
    private static readonly (Misbehaviour Do, int Times)[] Plan =
    [
        (Misbehaviour.Crash, int.MaxValue),
        (Misbehaviour.Exit, int.MaxValue),
        (Misbehaviour.Fail, int.MaxValue),
        (Misbehaviour.FailForGood, int.MaxValue),
        (Misbehaviour.WrongHash, int.MaxValue),
        (Misbehaviour.WrongResult, int.MaxValue),
        (Misbehaviour.Garbage, int.MaxValue),
        (Misbehaviour.Crash, 1),
        (Misbehaviour.Fail, 1),
    ];

    private readonly FakeGround ground = new(new Script
    {
        Rules = [.. Plan.Select((rule, index) => new Rule { Label = $"B={index + 1} ", Step = 7, Times = rule.Times, Do = rule.Do })],
    });

    private readonly FakeGround undisturbed = new();
    private readonly Dictionary<WorkId, (WorkSnapshot Snapshot, string Why)> ends = [];

    internal WorkStore Store => ground.OpenStore();

    internal WorkStore UndisturbedStore => undisturbed.OpenStore();

    internal GridSnapshot? Snapshot { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var cells = Samples.Cells(Plan.Length + 1);
        Snapshot = await RunAsync(ground, cells);
        await RunAsync(undisturbed, cells[^3..^1]);
    }

    public ValueTask DisposeAsync()
    {
        ground.Dispose();
        undisturbed.Dispose();
        return ValueTask.CompletedTask;
    }

    internal static CellSpec CellThat(Misbehaviour misbehaviour, int times = int.MaxValue) =>
        Samples.Cell(Array.IndexOf(Plan, (misbehaviour, times)) + 1);

    internal (WorkSnapshot Snapshot, string Why) EndOf(CellSpec cell) => ends[WorkId.Of(cell.Id)];

    internal IReadOnlyList<int> RunsOf(CellSpec cell) => ground.RunsOf(WorkId.Of(cell.Id));

    private async Task<GridSnapshot> RunAsync(FakeGround where, CellSpec[] cells)
    {
        await using var machine = await OneMachineHost.StartAsync(where.Options);
        var grid = machine.Grains.GetGrain<IGridGrain>("fake");
        await grid.SubmitAsync(cells);
        var snapshot = await grid.UntilFinishedAsync();
        foreach (var work in cells.Select(cell => WorkId.Of(cell.Id)))
        {
            var grain = machine.Grains.Work(work);
            ends[work] = ends.TryGetValue(work, out var known) ? known : (await grain.GetAsync(), (await grain.WhyAsync()).Text());
        }
        return snapshot;
    }
}
