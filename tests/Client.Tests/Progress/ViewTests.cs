using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Progress;
using JsccGrid.Client.Runs;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;
using Xunit;

namespace JsccGrid.Client.Tests.Progress;

public sealed class ViewTests : IDisposable
{
    private static readonly WorkId Work = WorkId.Parse("cells/0123456789abcdef0123456789abcdef");
    private readonly StringWriter output = new();

    public void Dispose() => output.Dispose();

    [Fact]
    public async Task PlainView_Events_AreALineEach()
    {
        var last = await new PlainView(Terminal()).ShowAsync(Frames(
            Frame(1, committed: 1),
            Frame(2, committed: 2, new GridEvent(1, DateTimeOffset.UnixEpoch, GridEventKind.Committed, Work, "jscc-ae B=8 SNR=0 seed=0", ""))));

        Assert.Equal(2, last!.Snapshot.Version);
        Assert.Equal(
            ["1 of 4 cells are already in the store", "   1:05  committed   jscc-ae B=8 SNR=0 seed=0  [2/4 cells, about 0:30 left]"],
            output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task JsonView_UnchangedSnapshot_IsNotRepeated()
    {
        await new JsonView(Terminal()).ShowAsync(Frames(Frame(1, committed: 1), Frame(1, committed: 1), Frame(2, committed: 2)));

        Assert.Equal(2, output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void LiveView_RunningSlot_ShowsPhaseEpochLossAndRate()
    {
        Terminal().Console.Write(LiveView.Draw(Frame(1, committed: 1)));

        var drawn = output.ToString();
        Assert.Contains("1 of 4 cells", drawn);
        Assert.Contains("about 0:30 left", drawn);
        Assert.Matches(@"0 +jscc-ae B=8 SNR=0 seed=0 +━{12}─{12} +joint +2/5 +1\.234 +567", drawn);
        Assert.Matches(@"jscc-ae +━{6}─{18} +1/4 +3", drawn);
    }

    private static RunFrame Frame(long version, int committed, params GridEvent[] events)
    {
        var counts = default(StatusCounts).With(WorkStatus.Committed, committed).With(WorkStatus.Leased, 4 - committed);
        var snapshot = new GridSnapshot
        {
            Name = "demo",
            Status = GridStatus.Running,
            Version = version,
            Cells = counts,
            Stages = default,
            Schemes = [new KindSummary("jscc-ae", counts, committed, 10)],
            StageKinds = [],
            Quarantined = [],
        };
        var slot = new SlotView
        {
            Slot = 0,
            Work = Work,
            Label = "jscc-ae B=8 SNR=0 seed=0",
            Activity = "training",
            Progress = new WorkProgress("joint", 2, 5, 50, 100, 1.234, 567),
        };
        var worker = new WorkerView
        {
            Registration = new WorkerRegistration("w", "host", 1, "cpu"),
            Slots = [slot],
            LastSeen = DateTimeOffset.UnixEpoch,
        };
        return new RunFrame(snapshot, events, [worker], TimeSpan.FromSeconds(65), TimeSpan.FromSeconds(30));
    }

    private static async IAsyncEnumerable<RunFrame> Frames(params RunFrame[] frames)
    {
        foreach (var frame in frames)
        {
            await Task.Yield();
            yield return frame;
        }
    }

    private Terminal Terminal() => new(output, output, interactive: false);
}
