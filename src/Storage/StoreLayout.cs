using System.Globalization;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Results;

namespace JsccGrid.Storage;

/// <summary>
/// Where everything lies in a store:
/// <code>
/// cells/id/spec.json                    what it is
/// cells/id/checkpoint.json              manifest: attempt, checkpoints, sealed output
/// cells/id/checkpoints/…                checkpoint files
/// cells/id/outputs/…                    output files of the sealing attempt
/// cells/id/result.json                  written once
/// cells/id/log.jsonl                    the training process's events
/// stages/key/manifest.json, …           the same for shared stages, without a result
/// grids/name/submission.json            what was asked for
/// grids/name/grid.json, shards/…        the expanded grid
/// data/fingerprint.json                 a data set whose images were all decoded once
/// data/fingerprint.zip                  its images, for workers that do not have them
/// weights/sha256.safetensors            initial backbone weights, likewise
/// programs/sha256                       a file of an outside program, likewise
/// </code>
/// </summary>
public static class StoreLayout
{
    public const string CellsFolder = "cells";
    public const string StagesFolder = "stages";
    public const string GridsFolder = "grids";
    public const string DataSetsFolder = "data";
    public const string WeightsFolder = "weights";
    public const string ProgramsFolder = "programs";

    /// <summary>The output file of a cell, and the name of its result.</summary>
    public const string ResultFile = CellResult.FileName;

    public static string Spec(WorkId work) => $"{work}/spec.json";

    public static string Manifest(WorkId work) => work.IsCell ? $"{work}/checkpoint.json" : $"{work}/manifest.json";

    public static string Checkpoints(WorkId work) => $"{work}/checkpoints";

    public static string Outputs(WorkId work) => $"{work}/outputs";

    public static string CheckpointFile(WorkId work, int attempt, long step, string file) =>
        string.Create(CultureInfo.InvariantCulture, $"{Checkpoints(work)}/{attempt:D5}-{step:D9}.{file}");

    public static string OutputFile(WorkId work, int attempt, string file) =>
        string.Create(CultureInfo.InvariantCulture, $"{Outputs(work)}/{attempt:D5}.{file}");

    /// <summary>The attempt that wrote a checkpoint or output file; null for every other object.</summary>
    public static int? AttemptOf(WorkId work, string name)
    {
        foreach (var folder in new[] { Checkpoints(work), Outputs(work) })
        {
            if (!name.StartsWith($"{folder}/", StringComparison.Ordinal)) continue;
            var file = name.AsSpan(folder.Length + 1);
            var digits = file[..Math.Max(0, file.IndexOfAny('-', '.'))];
            return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) ? attempt : null;
        }
        return null;
    }

    /// <summary>The cell or stage an object belongs to; null when it belongs to none.</summary>
    public static WorkId? WorkOf(string name)
    {
        var end = name.IndexOf('/', name.IndexOf('/', StringComparison.Ordinal) + 1);
        try
        {
            return end < 0 ? null : WorkId.Parse(name[..end]);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public static string Result(CellId cell) => Result(WorkId.Of(cell));

    /// <param name="cell">The id of a cell's work.</param>
    public static string Result(WorkId cell) => $"{cell}/{ResultFile}";

    public static string Log(WorkId work) => $"{work}/log.jsonl";

    public static string Grid(string grid) => $"{GridsFolder}/{grid}/grid.json";

    /// <summary>The grid an object belongs to; null when it belongs to none.</summary>
    public static string? GridOf(string name) => name.Split('/') is [GridsFolder, var grid, ..] ? grid : null;

    public static string Submission(string grid) => $"{GridsFolder}/{grid}/submission.json";

    public static string DataSet(string fingerprint) => $"{DataSetsFolder}/{fingerprint}.json";

    public static string DataSetArchive(string fingerprint) => $"{DataSetsFolder}/{fingerprint}.zip";

    public static string Weights(string sha256) => $"{WeightsFolder}/{sha256}.safetensors";

    public static string ProgramFile(string sha256) => $"{ProgramsFolder}/{sha256}";

    public static string GridShards(string grid) => $"{GridsFolder}/{grid}/shards";

    public static string GridShard(string grid, int shard) =>
        string.Create(CultureInfo.InvariantCulture, $"{GridShards(grid)}/{shard:D5}.json");

    /// <summary>The grid and number of a shard; null when the object is none.</summary>
    public static (string Grid, int Shard)? ShardOf(string name) =>
        name.Split('/') is [GridsFolder, var grid, _, var file]
        && int.TryParse(file.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var shard)
        && GridShard(grid, shard) == name
            ? (grid, shard)
            : null;
}
