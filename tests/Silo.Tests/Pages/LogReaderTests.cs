using System.Text;
using JsccGrid.Experiments.Cells;
using JsccGrid.Page.Works;
using JsccGrid.Storage;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Works;
using JsccGrid.Tests.Shared;
using Xunit;

namespace JsccGrid.Silo.Tests.Pages;

/// <summary>The pieces of a log that the page is given.</summary>
public sealed class LogReaderTests : IDisposable
{
    private static readonly WorkId Work = WorkId.Of(Samples.Cell().Id);

    private readonly string folder = Directory.CreateTempSubdirectory("jsccgrid-test-").FullName;
    private readonly ResilientObjectStore objects;

    public LogReaderTests() =>
        objects = new ResilientObjectStore(
            new DirectoryObjectStore(folder, TimeProvider.System), new StoreResilienceOptions(), TimeProvider.System);

    [Fact]
    public async Task Read_LineLongerThanAPiece_IsPassedOverAndWhatFollowsIsRead()
    {
        var works = new WorkStore(objects);
        var log = $"first\n{new string('x', 3 * LogReader.MaxPiece)}\nlast\n";
        await works.AppendLogAsync(Work, Encoding.UTF8.GetBytes(log), TestContext.Current.CancellationToken);

        var (reader, lines, offset) = (new LogReader(works, objects), new List<string>(), 0L);
        while (offset < log.Length)
        {
            var piece = await reader.ReadAsync(Work, offset, TestContext.Current.CancellationToken);
            Assert.True(piece.Next > offset, "A piece that does not move on would be read for ever.");
            lines.AddRange(piece.Lines);
            offset = piece.Next;
        }

        Assert.Equal(["first", "last"], lines.Where(line => !line.Contains("too long to be shown", StringComparison.Ordinal)));
        Assert.Equal(3, lines.Count);
    }

    public void Dispose()
    {
        objects.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
