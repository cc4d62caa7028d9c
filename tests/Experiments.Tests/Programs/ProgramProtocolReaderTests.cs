using System.Text.Json;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Programs;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Units;
using JsccGrid.Tests.Shared.Processes;
using Xunit;

namespace JsccGrid.Experiments.Tests.Programs;

/// <summary>What a worker hears of an outside program, and what it does not believe.</summary>
public sealed class ProgramProtocolReaderTests : IDisposable
{
    private readonly ProgramGround ground = new();
    private readonly CellSpec cell;
    private readonly ProgramProtocolReader conversation;

    public ProgramProtocolReaderTests()
    {
        var first = ground.Cells()[0];
        cell = first with { Recipe =
            first.Recipe with { Evaluation = first.Recipe.Evaluation with { TestSnrDb = [new SnrDb(0), SnrDb.Noiseless] } } };
        conversation = new ProgramProtocolReader(cell, Path.Combine(ground.Folder, "scratch"));
        Directory.CreateDirectory(Path.Combine(ground.Folder, "scratch", "at-5"));
        ground.Write("scratch/at-5/state.json", "{}");
    }

    public void Dispose() => ground.Dispose();

    [Theory]
    [InlineData("epoch 1 of 10", "(it is no JSON): epoch 1 of 10")]
    [InlineData("[1]", "a line without an 'event': [1]")]
    [InlineData("""{"event":"finished"}""", "a line of an unknown event, which is none of ready, progress")]
    [InlineData("""{"event":"progress","step":1}""", "a 'progress' line that is not as the protocol says (it lacks 'steps')")]
    [InlineData("""{"event":"progress","step":"one","steps":2}""",
        "a 'progress' line that is not as the protocol says ($.step is not what it must be)")]
    [InlineData("""{"event":"progress","step":3,"steps":2}""", "a 'progress' line whose step is not from 0 to its steps")]
    [InlineData("""{"event":"progress","step":1,"steps":2,"loss":NaN}""", "(NaN is no number in JSON)")]
    [InlineData("""{"event":"progress","step":1,"steps":2,"loss":1e400}""", "a 'progress' line whose loss is no finite number")]
    [InlineData("""{"event":"checkpointed","folder":"/tmp","step":5,"files":[{"name":"state.json","sha256":"00"}]}""",
        "named the checkpoint folder '/tmp', which is not within its scratch folder")]
    [InlineData("""{"event":"checkpointed","folder":"at-5/../..","step":5,"files":[{"name":"state.json","sha256":"00"}]}""",
        "is not within its scratch folder")]
    [InlineData("""{"event":"checkpointed","folder":".","step":5,"files":[{"name":"state.json","sha256":"00"}]}""",
        "is not within its scratch folder")]
    [InlineData("""{"event":"checkpointed","folder":"at-5","step":5,"files":[]}""", "with 0 files")]
    [InlineData("""{"event":"checkpointed","folder":"at-5","step":5,"files":[{"name":"../state.json","sha256":"00"}]}""",
        "named a checkpoint file '../state.json'")]
    [InlineData("""{"event":"checkpointed","folder":"at-5","step":5,"files":[{"name":"weights.bin","sha256":"00"}]}""",
        "named the checkpoint file 'weights.bin', which is not in 'at-5'")]
    [InlineData("""{"event":"checkpointed","folder":"a\u0000","step":5,"files":[{"name":"state.json","sha256":"00"}]}""",
        "a line that cannot be used")]
    [InlineData("""{"event":"\ud800"}""", "a line that cannot be used")]
    [InlineData("""{"event":"completed","points":[]}""", "there is no point at 0, inf dB")]
    [InlineData("""{"event":"completed","points":[{"testSnrDb":0,"top1":0.5}]}""", "there is no point at inf dB")]
    [InlineData("""{"event":"completed","points":[{"testSnrDb":0,"top1":0.5},{"testSnrDb":0,"top1":0.5},{"testSnrDb":"inf","top1":0.5}]}""",
        "there are 2 points at 0 dB")]
    [InlineData("""{"event":"completed","points":[{"testSnrDb":0,"top1":0.5},{"testSnrDb":3,"top1":0.5},{"testSnrDb":"inf","top1":0.5}]}""",
        "there is a point at 3 dB")]
    [InlineData("""{"event":"completed","points":[{"testSnrDb":0,"top1":0.5},{"testSnrDb":"inf"}]}""", "(it lacks 'top1')")]
    [InlineData("""{"event":"completed","points":[{"testSnrDb":0,"top1":50},{"testSnrDb":"inf","top1":0.5}]}""",
        "top1 is 50, which is not from 0 to 1, at 0 dB")]
    [InlineData("""{"event":"completed","points":[{"testSnrDb":0,"top1":NaN},{"testSnrDb":"inf","top1":0.5}]}""",
        "(NaN is no number in JSON)")]
    [InlineData("""{"event":"completed","queries":2,"points":[{"testSnrDb":0,"top1":0.5,"hits":[1]},{"testSnrDb":"inf","top1":0.5}]}""",
        "hits has 1 numbers for 2 queries")]
    [InlineData("""{"event":"completed","queries":2,"points":[{"testSnrDb":0,"top1":0.5,"hits":[1,1]},{"testSnrDb":"inf","top1":0.5}]}""",
        "the hits have a mean of 1")]
    public void Line_ThatCannotBe_IsAFailureThatIsNotRepeated(string line, string expected)
    {
        var failed = Assert.IsType<TrainingEvent.Failed>(conversation.Read(line));

        Assert.Contains(expected, failed.Reason, StringComparison.Ordinal);
        Assert.Equal((false, FailureCause.Program), (failed.Retryable, failed.Cause));
        Assert.Null(conversation.Result);
    }

    [Fact]
    public void Checkpoint_WhoseStepIsNotAboveTheLast_IsRefused()
    {
        TrainingEvent Checkpointed(int step) => conversation.Read(
            $$"""{"event":"checkpointed","folder":"at-5","step":{{step}},"files":[{"name":"state.json","sha256":"00"}]}""");
        Assert.IsType<TrainingEvent.Checkpointed>(Checkpointed(5));
        Assert.IsType<TrainingEvent.Checkpointed>(Checkpointed(7));

        foreach (var step in new[] { 7, 5 })
        {
            Assert.Equal(
                $"The program named a checkpoint of step {step} after one of step 7; "
                    + "expected the steps of an attempt's checkpoints to rise.",
                Assert.IsType<TrainingEvent.Failed>(Checkpointed(step)).Reason);
        }
    }

    [Fact]
    public void Checkpoint_OfANamedPipe_IsRefusedAndNotOpened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no mkfifo.");
        TestProcess.Run("mkfifo", Path.Combine(ground.Folder, "scratch", "at-5", "pipe"));

        var failed = Assert.IsType<TrainingEvent.Failed>(conversation.Read(
            """{"event":"checkpointed","folder":"at-5","step":5,"files":[{"name":"pipe","sha256":"00"}]}"""));

        Assert.Equal("The program named the checkpoint file 'pipe', which is a named pipe.", failed.Reason);
    }

    [Fact]
    public void Line_AfterTheLast_IsRefusedAndChangesNothing()
    {
        string Completed(string top1) => """{"event":"completed","points":[{"testSnrDb":0,"top1":TOP},{"testSnrDb":"inf","top1":TOP}]}"""
            .Replace("TOP", top1, StringComparison.Ordinal);
        conversation.Read(Completed("0.25"));

        var failed = Assert.IsType<TrainingEvent.Failed>(conversation.Read(Completed("0.75")));

        Assert.Contains("a line after its 'completed' line", failed.Reason, StringComparison.Ordinal);
        Assert.Equal(0.25, conversation.Result!.Points[0].Top1);
    }

    [Fact]
    public void Reason_OfManyLines_IsOneThatIsNotTooLong()
    {
        var line = $$"""{"event":"failed","reason":"no\n\troom{{new string('x', 5000)}}"}""";

        var reason = Assert.IsType<TrainingEvent.Failed>(conversation.Read(line)).Reason;

        Assert.StartsWith("no roomxxx", reason, StringComparison.Ordinal);
        Assert.Equal(2001, reason.Length);
    }

    [Fact]
    public void Completed_WithAMeanOfFiveDigits_IsBelieved() => Assert.IsType<TrainingEvent.Completed>(conversation.Read(
        """{"event":"completed","points":[{"testSnrDb":0,"top1":0.33333,"hits":[1,0,0]},{"testSnrDb":"inf","top1":0.5}]}"""));

    [Fact]
    public void Line_ThatIsTooLong_IsAFailureWithItsLength()
    {
        var failed = Assert.IsType<TrainingEvent.Failed>(conversation.Read(new string('x', ProgramProtocol.MaxLine), missing: 24));

        Assert.StartsWith("The program wrote a line of 1,048,600 characters, where the protocol allows 1,048,576: xxx", failed.Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_OfTheProtocol_MeanWhatTheySay()
    {
        Assert.IsType<TrainingEvent.Ready>(conversation.Read("""{"event":"ready","language":"python"}"""));
        Assert.Equal(
            new TrainingEvent.Progress("training", 1, 1, 3, 9, 0.5),
            conversation.Read("""{"loss":0.5,"steps":9,"step":3,"event":"progress"}"""));
        Assert.Equal(
            new TrainingEvent.Checkpointed(Path.Combine(ground.Folder, "scratch", "at-5"), 5, [new OutputFile("state.json", 2, "ab")]),
            conversation.Read("""{"event":"checkpointed","folder":"at-5","step":5,"files":[{"name":"state.json","sha256":"AB"}]}"""));
        Assert.Equal(new TrainingEvent.Preempted(5), conversation.Read("""{"event":"preempted","step":5}"""));
        Assert.Equal(new TrainingEvent.Message("hello"), conversation.Read("""{"event":"message","text":"hello"}"""));
        Assert.Equal(
            new TrainingEvent.Failed("no room", Retryable: false, Cause: FailureCause.Disk),
            conversation.Read("""{"event":"failed","reason":"no room","cause":"disk","retry":false}"""));
    }

    [Fact]
    public void Completed_WithHits_IsAResultAsOursIs()
    {
        conversation.Read("""
            {"event":"completed","chanceTop1":0.1,"queryIdentities":[0,1],"points":[
            {"testSnrDb":"inf","top1":1,"map":0.9},{"testSnrDb":0,"top1":0.75,"draws":2,"hits":[2,1]}]}
            """.ReplaceLineEndings(""));

        var result = ProgramResult.Of(
            cell, conversation.Result!, new TrainingSummary { Steps = 1, TrainingSeconds = 1, EvaluationSeconds = 0, Resumes = 0 },
            new EnvironmentSummary { Device = "cpu", Threads = 1, JsccGrid = "test", OperatingSystem = "test" });

        Assert.Null(ResultCheck.FindProblem(result, cell.Id));
        Assert.Equal([0, double.PositiveInfinity], result.Points.Select(point => point.TestSnrDb.Value));
        Assert.Equal((2, 0.1, 2, 0.9),
            (result.Queries, result.ChanceTop1, result.Points[0].NoiseDraws, result.Points[1].Scores.MeanAveragePrecision!.Value.Mean));
        Assert.Equal([2, 1], result.Points[0].Hits!);
        var copy = JsonSerializer.Deserialize<CellResult>(JsonSerializer.Serialize(result, Serialization.ExperimentJson.Compact),
            Serialization.ExperimentJson.Compact)!;
        Assert.Equal(result.Points[0].Scores.MeanAveragePrecision, copy.Points[0].Scores.MeanAveragePrecision);
        Assert.Equal(cell, copy.Spec);
    }
}
