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
        var last = await new PlainRenderer(Terminal()).ShowAsync(Frames(
            Frame(1, committed: 1),
            Frame(
                2,
                committed: 2,
                new GridEvent(1, DateTimeOffset.UnixEpoch, GridEventKind.Committed, Work, "jscc-ae B=8 SNR=0 seed=0", ""))));

        Assert.Equal(2, last!.Snapshot.Version);
        Assert.Equal(
            ["1 of 4 cells are already in the store", "   1:05  committed   jscc-ae B=8 SNR=0 seed=0  [2/4 cells, about 0:30 left]"],
            output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task JsonView_UnchangedSnapshot_IsNotRepeated()
    {
        await new JsonRenderer(Terminal()).ShowAsync(Frames(Frame(1, committed: 1), Frame(1, committed: 1), Frame(2, committed: 2)));

        Assert.Equal(2, output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void LiveView_RunningSlot_ShowsPhaseEpochLossAndRate()
    {
        Terminal().Console.Write(LiveRenderer.Draw(Frame(1, committed: 1)));

        var drawn = output.ToString();
        Assert.Contains("1 of 4 cells", drawn);
        Assert.Contains("about 0:30 left", drawn);
        Assert.Matches(@"0 +jscc-ae B=8 SNR=0 seed=0 +━{12}─{12} +joint +2/5 +1\.234 +567", drawn);
        Assert.Matches(@"jscc-ae +━{6}─{18} +1/4 +3", drawn);
    }

    [Fact]
    public async Task PlainView_NobodyAnswersForAWhile_SaysSoOnceAndWhenItIsOver()
    {
        var silent = Frame(1, committed: 0) with { Silence = TimeSpan.FromSeconds(4) };

        await new PlainRenderer(Terminal()).ShowAsync(Frames(Frame(1, committed: 0), silent, silent, Frame(1, committed: 0)));

        Assert.Equal(
            ["   1:05  reconnecting: nobody answers", "   1:05  connected again"],
            output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void LiveView_MoreSlotsThanLines_ShowsBusyOnesAndCountsTheRest()
    {
        var frame = Frame(1, committed: 1);
        var busy = frame.Workers[0];
        var idle = busy with
        {
            Registration = new WorkerRegistration("idle", "host", 40, "cpu"),
            Slots = [.. Enumerable.Range(0, 40).Select(slot => new SlotSnapshot { Slot = slot, Activity = SlotActivity.Idle })]
        };

        Terminal().Console.Write(LiveRenderer.Draw(frame with { Workers = [idle, busy] }, height: 12));

        var lines = output.ToString().TrimEnd().Split(Environment.NewLine);
        Assert.True(lines.Length <= 12, output.ToString());
        Assert.Matches(@"w +0 +jscc-ae B=8 SNR=0 seed=0", output.ToString());
        Assert.Contains("more slots of 2 workers, 0 of them training", output.ToString());
    }

    [Fact]
    public void LiveView_NobodyAnswers_SaysForHowLong()
    {
        Terminal().Console.Write(LiveRenderer.Draw(Frame(1, committed: 1) with { Silence = TimeSpan.FromSeconds(4) }));

        Assert.Contains("no answer for 0:04, reconnecting", output.ToString());
    }

    private static RunFrame Frame(long version, int committed, params GridEvent[] events)
    {
        var counts = default(StatusCounts).With(WorkStatus.Committed, committed).With(WorkStatus.Leased, 4 - committed);
        var snapshot = new GridSnapshot
        {
            Name = "demo",
            Status = GridStatus.Running,
            Version = version,
            SubmittedAt = DateTimeOffset.UnixEpoch - TimeSpan.FromSeconds(65),
            Cells = counts,
            Stages = default,
            Schemes = [new KindSummary("jscc-ae", counts, committed, 10)],
            StageKinds = [],
            Quarantined = [],
        };
        var slot = new SlotSnapshot
        {
            Slot = 0,
            Work = Work,
            Label = "jscc-ae B=8 SNR=0 seed=0",
            Activity = SlotActivity.Training,
            Progress = new WorkProgress("joint", 2, 5, 50, 100, 1.234, 567),
        };
        var worker = new WorkerSnapshot
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
