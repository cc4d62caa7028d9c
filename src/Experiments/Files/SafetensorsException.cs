namespace JsccGrid.Experiments.Files;

/// <summary>A file that is not valid safetensors; the message names the file and what is wrong with it.</summary>
public sealed class SafetensorsException : FormatException
{
    public SafetensorsException(string path, string problem) : base($"{path}: {problem}") { }

    public SafetensorsException(string path, string problem, Exception inner) : base($"{path}: {problem}", inner) { }
}
