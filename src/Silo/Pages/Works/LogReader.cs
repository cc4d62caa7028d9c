using System.Text;
using JsccGrid.Experiments.Cells;
using JsccGrid.Storage;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Works;

namespace JsccGrid.Silo.Pages.Works;

/// <summary>Reads a log in pieces: first its end, then what was added since.</summary>
internal sealed class LogReader(WorkStore works, ResilientObjectStore objects)
{
    /// <summary>Bytes sent at a time.</summary>
    public const int MaxPiece = 64 << 10;

    /// <param name="work">Whose log.</param>
    /// <param name="offset">Where an earlier piece ended; null for the last lines there are.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<LogPiece> ReadAsync(WorkId work, long? offset, CancellationToken cancellationToken)
    {
        var from = offset ?? Math.Max(0, await SizeAsync(work, cancellationToken) - MaxPiece);
        if (await works.ReadLogAsync(work, from, cancellationToken) is not { } bytes) return new LogPiece([], 0, IsCut: false);
        // A piece ends where a line ends. One that begins in the middle of a line leaves that line out.
        var whole = bytes.Length > MaxPiece ? bytes[..MaxPiece] : bytes;
        var end = whole.Span.LastIndexOf((byte)'\n') + 1;
        var begin = offset is null && from > 0 ? whole.Span.IndexOf((byte)'\n') + 1 : 0;
        var text = Encoding.UTF8.GetString(whole.Span[Math.Min(begin, end)..end]);
        return new LogPiece(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), from + end, IsCut: offset is null && from > 0);
    }

    private async Task<long> SizeAsync(WorkId work, CancellationToken cancellationToken)
    {
        var log = StoreLayout.Log(work);
        await foreach (var item in objects.ListAsync(work.Value, cancellationToken))
            if (item.Name == log) return item.Size;
        return 0;
    }
}
