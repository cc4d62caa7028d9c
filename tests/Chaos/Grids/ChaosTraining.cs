using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;
using JsccGrid.FakeTrainer;

namespace JsccGrid.Chaos.Grids;

/// <summary>What the cells of a chaos run do: steps with checkpoints between them, and some that always abort.</summary>
internal static class ChaosTraining
{
    /// <summary>Steps of each cell and stage.</summary>
    public const int Steps = 12;

    /// <summary>Every seed has one cell of this bandwidth, whose process aborts at each try.</summary>
    public const int PoisonBandwidth = 17;

    /// <summary>What such a process says last.</summary>
    public const string PoisonWords = "terminate called";

    /// <summary>Part of the label of such cells and of no others.</summary>
    public static string PoisonLabel { get; } = FormattableString.Invariant($"B={PoisonBandwidth} ");

    /// <summary>Cells of three seconds, long enough to be hit and short enough to be many.</summary>
    public static Script Script { get; } = new()
    {
        Steps = Steps,
        CheckpointEvery = 3,
        CheckpointBytes = 20_000,
        StepMilliseconds = 250,
        Rules = [new Rule { Label = PoisonLabel, Step = 4, Do = Misbehaviour.Crash }],
    };

    public static bool IsPoison(CellSpec cell) => cell.Find(Axis.Bandwidth) == PoisonBandwidth;

    /// <summary>The content of the file a piece of work commits in an undisturbed run.</summary>
    public static byte[] Expected(WorkSpec work) => work.Cell is { } cell
        ? FakeTraining.ExpectedResult(cell, Steps)
        : System.Text.Encoding.UTF8.GetBytes(FakeTraining.ExpectedOutput(work.Stage!, Steps));
}
