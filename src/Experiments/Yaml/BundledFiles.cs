namespace JsccGrid.Experiments.Yaml;

/// <summary>YAML files compiled into this assembly, by folder.</summary>
internal sealed class BundledFiles(string folder)
{
    private const string Ending = ".yaml";
    private readonly string prefix = Prefix(folder);

    public IReadOnlyList<string> Names { get; } = [.. typeof(BundledFiles).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix(folder), StringComparison.Ordinal))
        .Select(name => name[Prefix(folder).Length..^Ending.Length])
        .Order(StringComparer.Ordinal)];

    /// <summary>The file's text, or null when there is none of that name.</summary>
    public string? Read(string name)
    {
        using var stream = typeof(BundledFiles).Assembly.GetManifestResourceStream(prefix + name + Ending);
        return stream is null ? null : new StreamReader(stream).ReadToEnd();
    }

    private static string Prefix(string folder) => $"{typeof(BundledFiles).Assembly.GetName().Name}.{folder}.";
}
