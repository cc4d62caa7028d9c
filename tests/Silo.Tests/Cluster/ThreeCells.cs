using JsccGrid.Experiments.Cells;
using JsccGrid.FakeTrainer;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Silo.Tests.Support;
using JsccGrid.Tests.Shared;
using Xunit;

namespace JsccGrid.Silo.Tests.Cluster;

/// <summary>A grid of three cells, of which one waits in the middle of its training.</summary>
internal static class ThreeCells
{
    public static readonly CellSpec[] Cells = Samples.Cells(3);

    public static readonly Script WaitsAtStep7 = new() { Rules = [new Rule { Label = "B=1 ", Step = 7, Do = Misbehaviour.Wait }] };

    /// <summary>The cell that waits.</summary>
    public static readonly WorkId Waiting = WorkId.Of(Cells[0].Id);

    public static async Task<IGridGrain> SubmitAsync(this MemberCluster cluster)
    {
        var grid = cluster.Grains.GetGrain<IGridGrain>("fake");
        await grid.SubmitAsync(Cells, TestContext.Current.CancellationToken);
        return grid;
    }

    /// <summary>What is known of the waiting cell.</summary>
    public static Task<WorkSnapshot> ViewAsync(this MemberCluster cluster) => cluster.Grains.Work(Waiting).GetAsync();

    /// <summary>The worker that holds the waiting cell.</summary>
    public static async Task<MemberProcess> HolderAsync(this MemberCluster cluster)
    {
        var view = await cluster.ViewAsync();
        return cluster.Workers.Single(worker => worker.Name == view.Worker);
    }
}
