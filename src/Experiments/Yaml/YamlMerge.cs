using YamlDotNet.RepresentationModel;

namespace JsccGrid.Experiments.Yaml;

/// <summary>Lays one mapping over another: mappings merge key by key, anything else is replaced whole.</summary>
internal static class YamlMerge
{
    public static YamlMappingNode Over(YamlMappingNode below, YamlMappingNode above)
    {
        var merged = new YamlMappingNode();
        foreach (var (key, value) in below.Children)
        {
            var replacement = above.Children.TryGetValue(key, out var node) ? node : value;
            merged.Add(key, value is YamlMappingNode lower && replacement is YamlMappingNode upper && !ReferenceEquals(lower, upper)
                ? Over(lower, upper)
                : replacement);
        }
        foreach (var (key, value) in above.Children)
            if (!below.Children.ContainsKey(key)) merged.Add(key, value);
        return merged;
    }
}
