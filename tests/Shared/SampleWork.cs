using System.Text;
using System.Text.Json;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Storage;
using JsccGrid.Storage.Works;

namespace JsccGrid.Tests.Shared;

/// <summary>What attempts leave and commit, without training anything.</summary>
internal static class SampleWork
{
    /// <summary>Writes a file into a folder, as a training program does.</summary>
    public static OutputFile Write(string folder, string name, string content)
    {
        File.WriteAllText(Path.Combine(folder, name), content);
        return OutputFile.Of(name, Encoding.UTF8.GetBytes(content));
    }

    /// <summary>Writes the result of a cell into a folder, as a training program does.</summary>
    public static OutputFile Write(string folder, CellResult result) =>
        Write(folder, StoreLayout.ResultFile, JsonSerializer.Serialize(result, ExperimentJson.Indented));

    /// <summary>Commits a result in the first attempt at its cell.</summary>
    /// <param name="works">Where.</param>
    /// <param name="folder">For the result.</param>
    /// <param name="result">The result; its cell is that of the attempt.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<AttemptWriter> CommitAsync(
        this WorkStore works, string folder, CellResult result, CancellationToken cancellationToken)
    {
        var claim = (await works.BeginAttemptAsync(WorkSpec.Of(result.Spec), "worker", 1, cancellationToken))!;
        await claim.SealAsync(folder, [Write(folder, result)], cancellationToken);
        return claim;
    }
}
