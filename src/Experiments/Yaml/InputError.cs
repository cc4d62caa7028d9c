namespace JsccGrid.Experiments.Yaml;

/// <summary>Something wrong in a file a person wrote.</summary>
/// <param name="File">The file as the person named it.</param>
/// <param name="Line">From 1; 0 when the whole file is meant.</param>
/// <param name="Column">From 1; 0 when the whole line is meant.</param>
/// <param name="Text">What is wrong and what would be right.</param>
public sealed record InputError(string File, long Line, long Column, string Text)
{
    /// <summary><c>grid.yaml:12:5: …</c>, as compilers print it.</summary>
    public override string ToString() => Line == 0 ? $"{File}: {Text}" : $"{File}:{Line}:{Column}: {Text}";
}
