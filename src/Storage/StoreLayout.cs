using System.Globalization;
using JsccGrid.Experiments.Cells;

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
/// </code>
/// </summary>
public static class StoreLayout
{
    public const string CellsFolder = "cells";
    public const string StagesFolder = "stages";
    public const string GridsFolder = "grids";
    public const string DataSetsFolder = "data";
    public const string WeightsFolder = "weights";

    /// <summary>The output file of a cell, and the name of its result.</summary>
    public const string ResultFile = "result.json";

    public static string Spec(WorkId work) => $"{work}/spec.json";

    public static string Manifest(WorkId work) => work.IsCell ? $"{work}/checkpoint.json" : $"{work}/manifest.json";

    public static string Checkpoints(WorkId work) => $"{work}/checkpoints";

    public static string CheckpointFile(WorkId work, int attempt, long step, string file) =>
        string.Create(CultureInfo.InvariantCulture, $"{Checkpoints(work)}/{attempt:D5}-{step:D9}.{file}");

    public static string OutputFile(WorkId work, int attempt, string file) =>
        string.Create(CultureInfo.InvariantCulture, $"{work}/outputs/{attempt:D5}.{file}");

    public static string Result(CellId cell) => $"{WorkId.Of(cell)}/{ResultFile}";

    public static string Log(WorkId work) => $"{work}/log.jsonl";

    public static string Grid(string grid) => $"{GridsFolder}/{grid}/grid.json";

    public static string Submission(string grid) => $"{GridsFolder}/{grid}/submission.json";

    public static string DataSet(string fingerprint) => $"{DataSetsFolder}/{fingerprint}.json";

    public static string DataSetArchive(string fingerprint) => $"{DataSetsFolder}/{fingerprint}.zip";

    public static string Weights(string sha256) => $"{WeightsFolder}/{sha256}.safetensors";

    public static string GridShards(string grid) => $"{GridsFolder}/{grid}/shards";

    public static string GridShard(string grid, int shard) =>
        string.Create(CultureInfo.InvariantCulture, $"{GridShards(grid)}/{shard:D5}.json");
}
