using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Training.CommandLine;
using JsccGrid.Training.Tests.Running;
using Xunit;

namespace JsccGrid.Training.Tests.CommandLine;

public sealed class TrainingServerTests
{
    [Fact]
    public void Serve_PlanAfterPlan_AnswersEach()
    {
        using var folder = new TemporaryFolder();
        using var agent = new Conversation(TimeProvider.System);
        agent.Await<TrainingEvent.Ready>();

        foreach (var kind in new[] { StageKind.Baseline, StageKind.Features })
        {
            agent.Send(new TrainingCommand.Run(TinyExperiment.Plan(WorkSpec.Of(TinyExperiment.Stage(kind)), folder[$"{kind}"])));
            var completed = agent.Await<TrainingEvent.Completed>();
            Assert.True(File.Exists(Path.Combine(completed.Folder, completed.Files[0].Name)));
            Assert.NotNull(completed.At);
            agent.Await<TrainingEvent.Ready>();
        }
        agent.EndInput();

        Assert.Equal(TrainingExitCode.Done, agent.AwaitExit());
    }

    [Fact]
    public void Serve_FailedPlan_LivesOn()
    {
        using var folder = new TemporaryFolder();
        using var agent = new Conversation(TimeProvider.System);
        var plan = TinyExperiment.Plan(WorkSpec.Of(TinyExperiment.Stage(StageKind.Baseline)), folder["scratch"]);
        agent.Await<TrainingEvent.Ready>();

        agent.Send(new TrainingCommand.Run(plan with { DataFolder = folder["nowhere"] }));
        Assert.False(agent.Await<TrainingEvent.Failed>().Retryable);
        agent.Await<TrainingEvent.Ready>();
        agent.Send(new TrainingCommand.Run(plan));

        agent.Await<TrainingEvent.Completed>();
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("""{"command":"dance"}""")]
    [InlineData("""{"command":"run","plan":{}}""")]
    [InlineData("""{"command":"run","plan":{"format":1,"work":{"cell":{"scheme":"telepathy"}},"dataFolder":"d","scratchFolder":"s"}}""")]
    public void Serve_LineThatIsNoCommand_FailsAndIsReadyAgain(string line)
    {
        using var agent = new Conversation(TimeProvider.System);
        agent.Await<TrainingEvent.Ready>();

        agent.SendLine(line);

        var failed = agent.Await<TrainingEvent.Failed>();
        Assert.False(failed.Retryable);
        Assert.StartsWith("Not a command: ", failed.Reason, StringComparison.Ordinal);
        agent.Await<TrainingEvent.Ready>();
    }

    [Fact]
    public void Serve_Preempt_StopsWithACheckpointThatResumes()
    {
        using var folder = new TemporaryFolder();
        using var agent = new Conversation(new SteppingClock(TimeSpan.FromSeconds(1)));
        var work = WorkSpec.Of(EndlessStage());
        agent.Await<TrainingEvent.Ready>();
        agent.Send(new TrainingCommand.Run(TinyExperiment.Plan(work, folder["first"])));
        agent.Await<TrainingEvent.Progress>();

        agent.Send(new TrainingCommand.Preempt());
        var checkpoint = agent.Await<TrainingEvent.Checkpointed>();
        Assert.Equal(checkpoint.Step, agent.Await<TrainingEvent.Preempted>().Step);
        agent.Await<TrainingEvent.Ready>();

        agent.Send(new TrainingCommand.Run(TinyExperiment.Plan(work, folder["second"]) with { ResumeFrom = checkpoint.Folder }));
        Assert.Equal(checkpoint.Step + 1, agent.Await<TrainingEvent.Progress>().Step);
    }

    [Fact]
    public void Serve_PreemptWithNothingRunning_ChangesNothing()
    {
        using var folder = new TemporaryFolder();
        using var agent = new Conversation(TimeProvider.System);
        agent.Await<TrainingEvent.Ready>();

        agent.Send(new TrainingCommand.Preempt());
        agent.Send(new TrainingCommand.Run(TinyExperiment.Plan(WorkSpec.Of(TinyExperiment.Stage(StageKind.Baseline)), folder["scratch"])));

        agent.Await<TrainingEvent.Completed>();
    }

    [Fact]
    public void Serve_InputEndsWhileTraining_CheckpointsAndEnds()
    {
        using var folder = new TemporaryFolder();
        using var agent = new Conversation(new SteppingClock(TimeSpan.FromSeconds(1)));
        agent.Send(new TrainingCommand.Run(TinyExperiment.Plan(WorkSpec.Of(EndlessStage()), folder["scratch"])));
        agent.Await<TrainingEvent.Progress>();

        agent.EndInput();

        Assert.Equal(TrainingExitCode.Done, agent.AwaitExit());
        agent.Await<TrainingEvent.Checkpointed>();
    }

    /// <summary>More steps than any test waits for.</summary>
    private static StageSpec EndlessStage() => TinyExperiment.Stage(StageKind.Baseline) with
    {
        Recipe = TinyExperiment.Recipe with
        {
            Baseline = TinyExperiment.Recipe.Baseline with { Phases = [new PhaseRecipe { Epochs = 1_000_000, LearningRate = 1e-4 }] },
        },
    };
}
