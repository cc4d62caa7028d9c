namespace JsccGrid.Training.Tensors;

/// <summary>
/// Tensors that do not fit the module (or optimizer) they were to be loaded into. The properties list every one of them; the message
/// names the first of each kind.
/// </summary>
public sealed class StateMismatchException : Exception
{
    private const int Shown = 3;

    public StateMismatchException(IReadOnlyList<string> missing, IReadOnlyList<string> unexpected, IReadOnlyList<string> misshapen)
        : base(Describe(missing, unexpected, misshapen))
    {
        Missing = missing;
        Unexpected = unexpected;
        Misshapen = misshapen;
    }

    /// <summary>The same mismatch in the words of somebody who knows what was to be loaded.</summary>
    public StateMismatchException(string message, StateMismatchException inner) : base(message, inner)
    {
        Missing = inner.Missing;
        Unexpected = inner.Unexpected;
        Misshapen = inner.Misshapen;
    }

    /// <summary>Names that are wanted and not given.</summary>
    public IReadOnlyList<string> Missing { get; }
    /// <summary>Names that are given and not wanted.</summary>
    public IReadOnlyList<string> Unexpected { get; }
    /// <summary>Names whose shape or kind of number differs, each with what is wanted and what is given.</summary>
    public IReadOnlyList<string> Misshapen { get; }

    private static string Describe(IReadOnlyList<string> missing, IReadOnlyList<string> unexpected, IReadOnlyList<string> misshapen)
    {
        var parts = new List<string>();
        if (missing.Count > 0) parts.Add($"{missing.Count} missing ({List(missing)})");
        if (unexpected.Count > 0) parts.Add($"{unexpected.Count} unexpected ({List(unexpected)})");
        if (misshapen.Count > 0) parts.Add($"{misshapen.Count} misshapen ({List(misshapen)})");
        return "The tensors do not fit: " + string.Join("; ", parts) + ".";
    }

    private static string List(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(Shown)) + (names.Count > Shown ? $" and {names.Count - Shown} more" : "");
}
