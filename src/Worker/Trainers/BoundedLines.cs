using System.Text;

namespace JsccGrid.Worker.Trainers;

/// <summary>
/// Reads lines of bounded length: of a longer one the beginning is kept and the rest is read, counted and thrown away, so that a
/// program which writes a line of any length costs no memory and what follows the line is not lost.
/// </summary>
/// <param name="reader">What is read.</param>
/// <param name="maxLength">Characters kept of a line.</param>
internal sealed class BoundedLines(TextReader reader, int maxLength = BoundedLines.MaxLength)
{
    /// <summary>Characters kept of a line of a training process, whose events are far shorter.</summary>
    public const int MaxLength = 1 << 17;

    private readonly char[] buffer = new char[1 << 12];
    private int next;
    private int end;

    /// <summary>The next line without its end, and how many of its characters are missing; null after the last.</summary>
    public async Task<(string Text, long Missing)?> ReadAsync()
    {
        var line = new StringBuilder();
        var missing = 0L;
        while (true)
        {
            if (next == end)
            {
                (next, end) = (0, await reader.ReadAsync(buffer));
                if (end == 0) return line.Length == 0 ? null : (line.ToString(), missing);
            }
            var rest = buffer.AsSpan(next, end - next);
            var length = rest.IndexOf('\n');
            var part = length < 0 ? rest : rest[..length];
            var kept = part[..Math.Min(part.Length, maxLength - line.Length)];
            line.Append(kept);
            missing += part.Length - kept.Length;
            next += length < 0 ? part.Length : part.Length + 1;
            if (length < 0) continue;
            if (line.Length > 0 && line[^1] == '\r') line.Length--;
            return (line.ToString(), missing);
        }
    }
}
