using System.Text.RegularExpressions;

namespace JsccGrid.Deployment.Tests.Support;

/// <summary>Settings the silo program reads, from the sources of its options.</summary>
internal static partial class SiloSettings
{
    private const string Section = "JsccGrid";
    private const string Root = "SiloOptions";

    /// <summary>Whether an environment variable such as <c>JsccGrid__Cluster__Redis</c> means something.</summary>
    public static bool Knows(string variable)
    {
        var parts = variable.Split("__");
        if (parts[0] != Section) return false;
        var type = Root;
        for (var i = 1; i < parts.Length; i++)
        {
            var property = PropertiesOf(type).SingleOrDefault(property => property.Name == parts[i]);
            if (property.Type is null) return false;
            if (property.Type.StartsWith("Dictionary<", StringComparison.Ordinal)) return i == parts.Length - 2;
            type = property.Type.TrimEnd('?');
        }
        return !HasOptions(type);
    }

    private static IEnumerable<(string Name, string? Type)> PropertiesOf(string type) => HasOptions(type)
        ? Property().Matches(File.ReadAllText(SourceOf(type)!))
            .Select(match => (match.Groups["name"].Value, (string?)match.Groups["type"].Value))
        : [];

    private static bool HasOptions(string type) => SourceOf(type) is not null;

    private static string? SourceOf(string type) =>
        Directory.EnumerateFiles(Repository.PathOf("src"), $"{type}.cs", SearchOption.AllDirectories).SingleOrDefault();

    [GeneratedRegex(@"^ {4}public (required )?(?<type>[\w<>, ?]+) (?<name>\w+) \{ get; (set|init); \}", RegexOptions.Multiline)]
    private static partial Regex Property();
}
