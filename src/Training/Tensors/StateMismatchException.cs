namespace JsccGrid.Training.Tensors;

/// <summary>Tensors that do not fit the module (or optimizer) they were to be loaded into; lists every one of them.</summary>
public sealed class StateMismatchException : Exception
{
    public StateMismatchException(IReadOnlyList<string> missing, IReadOnlyList<string> unexpected, IReadOnlyList<string> misshapen)
        : base(Describe(missing, unexpected, misshapen))
    {
        Missing = missing;
        Unexpected = unexpected;
        Misshapen = misshapen;
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
        if (missing.Count > 0) parts.Add($"{missing.Count} missing ({string.Join(", ", missing)})");
        if (unexpected.Count > 0) parts.Add($"{unexpected.Count} unexpected ({string.Join(", ", unexpected)})");
        if (misshapen.Count > 0) parts.Add($"{misshapen.Count} misshapen ({string.Join(", ", misshapen)})");
        return "The tensors do not fit: " + string.Join("; ", parts) + ".";
    }
}
