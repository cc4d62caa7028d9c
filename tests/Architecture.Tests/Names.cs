using System.Text.RegularExpressions;
using Xunit;

namespace JsccGrid.Architecture.Tests;

/// <summary>What a machine can see of how things are named (docs/contributing.md): a name means one thing.</summary>
public sealed partial class Names
{
    private static IReadOnlyList<(string File, string Text)> Sources { get; } = [.. Read("src")];

    [Fact]
    public void Types_OfTheSources_HaveANameOfTheirOwn()
    {
        var twice =
            from source in Sources
            let space = Space().Match(source.Text).Groups[1].Value
            from Match type in TopLevelType().Matches(source.Text)
            group space by type.Groups["name"].Value into spaces
            where spaces.Distinct().Count() > 1
            select $"{spaces.Key} in {string.Join(" and ", spaces.Distinct().Order())}";
        Assert.Empty(twice);
    }

    /// <summary>A suffix says what a type is: a view is a part of the page's JSON, a status an enum, a line a line of text.</summary>
    [Fact]
    public void Suffixes_SayWhatATypeIs()
    {
        var wrong =
            from source in Sources
            from Match type in AnyType().Matches(source.Text)
            let name = type.Groups["name"].Value
            let isPage = source.File.StartsWith(Path.Combine("src", "Page"), StringComparison.Ordinal)
            where WithoutRule().IsMatch(name)
                || (name.EndsWith("View", StringComparison.Ordinal) && !isPage)
                || (name.EndsWith("Status", StringComparison.Ordinal) && type.Groups["kind"].Value != "enum")
            select $"{name} in {source.File}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void PrivateFields_HaveNoUnderscore() => Assert.Empty(
        from source in Sources.Concat(Read("tests"))
        from Match field in Underscore().Matches(source.Text)
        select $"{field.Groups["name"].Value} in {source.File}");

    /// <summary>Methods are called by the verbs of the field: read, write, report, notify, lease, reconcile.</summary>
    [Fact]
    public void Methods_AreCalledByTheVerbsOfTheField() => Assert.Empty(
        from source in Sources
        from Match method in HomelyVerb().Matches(source.Text)
        select $"{method.Groups["name"].Value} in {source.File}");

    private static IEnumerable<(string File, string Text)> Read(string folder) =>
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
        where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        select (Path.GetRelativePath(Repository.Root, file), File.ReadAllText(file));

    private const string Type = @"(?:(?:public|internal|private|protected|file|sealed|static|abstract|partial|readonly|ref) )+"
        + @"(?<kind>class|record struct|record|struct|interface|enum) (?<name>\w+)";

    [GeneratedRegex("^namespace ([^;]+);", RegexOptions.Multiline)]
    private static partial Regex Space();

    [GeneratedRegex("^" + Type, RegexOptions.Multiline)]
    private static partial Regex TopLevelType();

    [GeneratedRegex("^ *" + Type, RegexOptions.Multiline)]
    private static partial Regex AnyType();

    [GeneratedRegex("(Standing|Stand|Look|Piece)$")]
    private static partial Regex WithoutRule();

    [GeneratedRegex(@"^    private [^=(;{]*\b(?<name>_\w+)( =|;|,)", RegexOptions.Multiline)]
    private static partial Regex Underscore();

    [GeneratedRegex(
        @"^ +(?:public|internal|private|protected)[^=(;{]* (?<name>(Hear|Say|Do|Rest|Tell|Look|Note|Know)(Async)?)(<\w+>)?\(",
        RegexOptions.Multiline)]
    private static partial Regex HomelyVerb();
}
