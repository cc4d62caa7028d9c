namespace JsccGrid.Experiments.Yaml;

/// <summary>Lays one mapping over another: mappings merge key by key, anything else is replaced whole.</summary>
internal static class YamlMerge
{
    /// <param name="below">What holds where nothing lies over it.</param>
    /// <param name="above">What lies over it; the result stands where this was written.</param>
    public static YamlMapping Over(YamlMapping below, YamlMapping above)
    {
        var entries = below.Entries.Select(entry => above.Find(entry.Key.Value) switch
        {
            null => entry,
            YamlMapping upper when entry.Value is YamlMapping lower && !ReferenceEquals(lower, upper) =>
                KeyValuePair.Create<YamlScalar, YamlNode>(entry.Key, Over(lower, upper)),
            var upper => KeyValuePair.Create(entry.Key, upper),
        });
        return new YamlMapping(above.Start, entries.Concat(above.Entries.Where(entry => below.Find(entry.Key.Value) is null)));
    }
}
