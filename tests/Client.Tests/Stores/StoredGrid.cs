using System.Security.Cryptography;
using System.Text.Json;
using JsccGrid.Curves.Tests;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Storage;
using JsccGrid.Storage.Grids;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Works;
using Xunit;

namespace JsccGrid.Client.Tests.Stores;

/// <summary>A store with a grid whose cells are all committed, as a run leaves it, without one.</summary>
internal static class StoredGrid
{
    public const string Name = "small";

    /// <returns>The cells, in their order.</returns>
    public static async Task<IReadOnlyList<CellSpec>> MakeAsync(string folder, string description = "")
    {
        var cancelled = TestContext.Current.CancellationToken;
        var file = Path.Combine(Path.GetDirectoryName(folder)!, "small.yaml");
        await File.WriteAllTextAsync(file, SmallGrid.Yaml, cancelled);
        var definition = GridFile.Load(file) with { Description = description };
        var submission = new GridSubmission
        {
            Format = GridSubmission.CurrentFormat,
            Name = Name,
            Definition = definition,
            Data = FakeRun.Data,
            SubmittedAt = DateTimeOffset.UnixEpoch,
            Algorithm = CellSpec.AlgorithmVersion,
        };
        using var objects = new DirectoryObjectStore(folder, TimeProvider.System);
        var (grids, works) = (new GridStore(objects), new WorkStore(objects));
        var cells = submission.Expand().Cells;
        await grids.WriteSubmissionAsync(submission, cancelled);
        await grids.WriteShardAsync(Name, 0, cells, cancelled);
        await grids.WriteAsync(new GridRecord(GridRecord.CurrentFormat, Name, submission.SubmittedAt, 1, cells.Count), cancelled);
        foreach (var cell in cells)
        {
            var result = FakeRun.Result(cell, definition.Figures.Bandwidth);
            var bytes = JsonSerializer.SerializeToUtf8Bytes(result, ExperimentJson.Indented);
            var output = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(folder)!, "output")).FullName;
            await File.WriteAllBytesAsync(Path.Combine(output, StoreLayout.ResultFile), bytes, cancelled);
            var claim = (await works.ClaimAsync(WorkSpec.Of(cell), "worker", 1, cancelled))!;
            await claim.SealAsync(
                output,
                [new OutputFile(StoreLayout.ResultFile, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)))],
                cancelled);
        }
        await works.AppendLogAsync(WorkId.Of(cells[0].Id), "{\"event\":\"started\"}\n"u8.ToArray(), cancelled);
        return cells;
    }
}
