namespace JsccGrid.Import;

/// <summary>A file of a foreign format that cannot be imported; the message names the file and says what is wrong with it.</summary>
public sealed class ImportException : FormatException
{
    public ImportException(string path, string problem) : base($"{path}: {problem}") { }

    public ImportException(string path, string problem, Exception inner) : base($"{path}: {problem}", inner) { }
}
