namespace JsccGrid.Import.Weights;

/// <summary>A name of Python's that a pickle mentions: a function or class. It is never looked up.</summary>
internal sealed record PickleName(string Module, string Name)
{
    public string Full => $"{Module}.{Name}";
}

/// <summary>A dictionary in the order in which it was filled.</summary>
internal sealed class PickleDictionary
{
    public List<(object? Key, object? Value)> Items { get; } = [];

    /// <summary>What <c>OrderedDict(…)</c> makes of a list of pairs, or of nothing.</summary>
    public static PickleDictionary Of(object?[] arguments)
    {
        var dictionary = new PickleDictionary();
        if (arguments is []) return dictionary;
        if (arguments is not [List<object?> pairs])
            throw new FormatException("its pickle is damaged: an ordered dictionary of something that is no list");
        foreach (var pair in pairs)
        {
            var (key, value) = pair switch
            {
                List<object?> { Count: 2 } list => (list[0], list[1]),
                object?[] { Length: 2 } tuple => (tuple[0], tuple[1]),
                _ => throw new FormatException("its pickle is damaged: an ordered dictionary of something that is no pair"),
            };
            dictionary.Items.Add((key, value));
        }
        return dictionary;
    }
}
