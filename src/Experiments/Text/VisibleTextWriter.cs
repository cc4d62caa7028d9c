using System.Text;

namespace JsccGrid.Experiments.Text;

/// <summary>Writes text to another writer with its control characters made visible (<see cref="VisibleText"/>).</summary>
public sealed class VisibleTextWriter(TextWriter inner) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => inner.Write(VisibleText.Of(value.ToString()));

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer) => inner.Write(VisibleText.Of(buffer.ToString()));

    public override void Write(string? value) => inner.Write(value is null ? null : VisibleText.Of(value));

    public override void WriteLine() => inner.WriteLine();

    /// <summary>In one call, so that lines of several threads do not mix.</summary>
    public override void WriteLine(string? value) => inner.WriteLine(value is null ? null : VisibleText.Of(value));

    public override void Flush() => inner.Flush();
}
