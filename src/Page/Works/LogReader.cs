using System.Text;
using JsccGrid.Experiments.Cells;
using JsccGrid.Storage;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Works;

namespace JsccGrid.Page.Works;

/// <summary>Reads a log in pieces: first its end, then what was added since.</summary>
internal sealed class LogReader(WorkStore works, ResilientObjectStore objects)
{
    /// <summary>Bytes sent at a time.</summary>
    public const int MaxPiece = 64 << 10;

    /// <param name="work">Whose log.</param>
    /// <param name="offset">Where an earlier piece ended; null for the last lines there are.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<LogChunk> ReadAsync(WorkId work, long? offset, CancellationToken cancellationToken)
    {
        var from = offset ?? Math.Max(0, await SizeAsync(work, cancellationToken) - MaxPiece);
        if (await works.ReadLogAsync(work, from, cancellationToken) is not { } bytes) return new LogChunk([], 0, IsCut: false);
        // A piece ends where a line ends. One that begins in the middle of a line leaves that line out.
        var whole = bytes.Length > MaxPiece ? bytes[..MaxPiece] : bytes;
        var end = whole.Span.LastIndexOf((byte)'\n') + 1;
        if (end == 0 && bytes.Length > MaxPiece) return TooLong(bytes, from);
        var begin = offset is null && from > 0 ? whole.Span.IndexOf((byte)'\n') + 1 : 0;
        var text = Encoding.UTF8.GetString(whole.Span[Math.Min(begin, end)..end]);
        return new LogChunk(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), from + end, IsCut: offset is null && from > 0);
    }

    /// <summary>Passes over a line that is longer than a piece: nothing after it would ever be seen otherwise.</summary>
    private static LogChunk TooLong(ReadOnlyMemory<byte> bytes, long from)
    {
        var end = bytes.Span.IndexOf((byte)'\n') + 1;
        if (end == 0) end = bytes.Length;
        return new LogChunk(
            [$$"""{"event":"message","text":"A line of {{end}} bytes is too long to be shown."}"""], from + end, IsCut: from > 0);
    }

    private async Task<long> SizeAsync(WorkId work, CancellationToken cancellationToken)
    {
        var log = StoreLayout.Log(work);
        await foreach (var item in objects.ListAsync(work.Value, cancellationToken))
            if (item.Name == log) return item.Size;
        return 0;
    }
}
