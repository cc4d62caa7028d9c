using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Costs;
using JsccGrid.Experiments.Grids;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Presentation;
using Xunit;

namespace JsccGrid.Client.Tests.Runs;

public sealed class RemainingTimeTests
{
    private static readonly DataSetReference Data = new() { Name = "people", Fingerprint = "f" };
    private readonly RemainingTime time = new(ExpandedGrid.Of(GridFile.Load("demo"), Data), new DataSetSize(100, 10, 50));

    [Fact]
    public void Estimate_NothingMeasured_IsUnknown() => Assert.Null(time.Estimate(Snapshot(Kind("jscc-ae", 4, 0, 0, 0)), 2, []));

    [Fact]
    public void Estimate_SomeMeasured_SpreadsTheRestOverTheSlots() =>
        Assert.Equal(TimeSpan.FromSeconds(15), time.Estimate(Snapshot(Kind("jscc-ae", 4, 1, 1, 10)), 2, []));

    [Fact]
    public void Estimate_HalfDoneCell_CountsHalf()
    {
        var halfDone = new WorkProgress("joint", 1, 2, 50, 100, null, null);

        Assert.Equal(TimeSpan.FromSeconds(25), time.Estimate(Snapshot(Kind("jscc-ae", 4, 1, 1, 10)), 1, [("jscc-ae", halfDone)]));
    }

    [Fact]
    public void Estimate_SchemeNotMeasured_ScalesWithItsArithmetic()
    {
        var known = time.Estimate(Snapshot(Kind("jscc-ae", 2, 1, 1, 10)), 1, [])!.Value;
        var withUnknown = time.Estimate(Snapshot(Kind("jscc-ae", 2, 1, 1, 10), Kind("jscc-fc", 3, 0, 0, 0)), 1, [])!.Value;

        Assert.True(withUnknown > known);
    }

    private static KindSummary Kind(string name, int total, int committed, int measured, double seconds) =>
        new(name, default(StatusCounts).With(WorkStatus.Committed, committed).With(WorkStatus.Ready, total - committed), measured, seconds);

    private static GridSnapshot Snapshot(params KindSummary[] schemes) => new()
    {
        Name = "demo",
        Status = GridStatus.Running,
        Version = 1,
        Cells = default,
        Stages = default,
        Schemes = [.. schemes],
        StageKinds = [],
        Quarantined = [],
    };
}
