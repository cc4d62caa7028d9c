using JsccGrid.Curves.Tests;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Storage.Grids;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Works;
using JsccGrid.Tests.Shared;
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
        using var output = new TemporaryFolder();
        foreach (var cell in cells)
            await works.CommitAsync(output.Path, FakeRun.Result(cell, definition.Figures.Bandwidth), cancelled);
        await works.AppendLogAsync(WorkId.Of(cells[0].Id), "{\"event\":\"started\"}\n"u8.ToArray(), cancelled);
        return cells;
    }
}
