using Xunit;

namespace JsccGrid.Architecture.Tests;

/// <summary>What a machine can see of how code is laid out (docs/contributing.md).</summary>
public sealed class Layout
{
    private const int MostColumns = 140;
    private const string RawString = "\"\"\"";

    /// <summary>What a raw string holds is a value: it has the lines that it must have.</summary>
    [Fact]
    public void Lines_OutsideRawStrings_AreAtMost140Columns()
    {
        var found =
            from folder in new[] { "src", "tests" }
            from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            from line in LongLines(File.ReadLines(file))
            select $"{Path.GetRelativePath(Repository.Root, file)}:{line}";
        Assert.Empty(found);
    }

    private static IEnumerable<int> LongLines(IEnumerable<string> lines)
    {
        var (number, inRawString) = (0, false);
        foreach (var line in lines)
        {
            number++;
            var isMarked = line.Contains(RawString, StringComparison.Ordinal);
            if (line.Length > MostColumns && !inRawString && !isMarked) yield return number;
            if ((line.Split(RawString).Length - 1) % 2 == 1) inRawString = !inRawString;
        }
    }
}
