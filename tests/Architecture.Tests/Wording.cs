using System.Text.RegularExpressions;
using Xunit;

namespace JsccGrid.Architecture.Tests;

/// <summary>What a machine can see of how documentation is written (docs/contributing.md).</summary>
public sealed partial class Wording
{
    [Fact]
    public void DocComments_BeginWithWhatTheySpeakOf()
    {
        var found =
            from folder in new[] { "src", "tests" }
            from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            from fragment in Fragment().Matches(File.ReadAllText(file))
            select $"{Path.GetRelativePath(Repository.Root, file)} says whose and not what: {fragment.Value}";
        Assert.Empty(found);
    }

    [GeneratedRegex(@"///.*<(summary|param|returns)[^>]*>(\s*///)?\s*(Of|That) .*")]
    private static partial Regex Fragment();
}
