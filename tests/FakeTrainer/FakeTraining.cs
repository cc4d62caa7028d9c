using System.Buffers.Binary;
using System.Text.Json;
using JsccGrid.Experiments;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Tests.Shared;

namespace JsccGrid.FakeTrainer;

/// <summary>
/// What the fake trainer computes: a number that depends on the work, on the outputs of its stages and on every step, so that a
/// step left out, done twice or begun from a damaged checkpoint shows in the result.
/// </summary>
public static class FakeTraining
{
    public const string StageFile = "output.txt";

    /// <param name="work">What is trained.</param>
    /// <param name="stageOutputs">Content of <see cref="StageFile"/> of each required stage, in their order.</param>
    public static ulong Begin(WorkId work, IEnumerable<string> stageOutputs) =>
        StableHash.Of(work.Value + string.Concat(stageOutputs));

    public static ulong Next(ulong state, int step) => unchecked((state + (ulong)step) * 6364136223846793005UL + 1442695040888963407UL);

    /// <summary>Goes on from a checkpoint. Weights that are not those of its state lead elsewhere, as in real training.</summary>
    public static ulong Resume(ulong state, ReadOnlySpan<byte> weights) =>
        weights.SequenceEqual(Weights(state, weights.Length)) ? state : ~state;

    /// <summary>Bytes to fill a checkpoint with, all of which depend on the state.</summary>
    public static byte[] Weights(ulong state, int length)
    {
        var bytes = new byte[(length + sizeof(ulong) - 1) / sizeof(ulong) * sizeof(ulong)];
        for (var offset = 0; offset < bytes.Length; offset += sizeof(ulong))
        {
            state = Next(state, offset);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(offset), state);
        }
        return bytes[..length];
    }

    /// <summary>The output of a stage.</summary>
    public static string StageOutput(StageSpec stage, ulong state) => $"{WorkSpec.Of(stage).Label} {state}";

    /// <summary>The result of a cell; its top-1 is the state as a fraction.</summary>
    public static CellResult Result(CellSpec cell, ulong state) => SampleResults.Of(cell, (state >> 11) * Math.ScaleB(1, -53));

    /// <summary>The whole content of a cell's result file, as an undisturbed run of so many steps ends.</summary>
    public static byte[] ExpectedResult(CellSpec cell, int steps) =>
        JsonSerializer.SerializeToUtf8Bytes(Result(cell, Train(WorkSpec.Of(cell), steps)), ExperimentJson.Indented);

    /// <summary>The whole content of a stage's output file, as an undisturbed run of so many steps ends.</summary>
    public static string ExpectedOutput(StageSpec stage, int steps) => StageOutput(stage, Train(WorkSpec.Of(stage), steps));

    private static ulong Train(WorkSpec work, int steps) => Enumerable.Range(0, steps)
        .Aggregate(Begin(work.Id, work.RequiredStages.Select(stage => ExpectedOutput(stage, steps))), Next);
}
