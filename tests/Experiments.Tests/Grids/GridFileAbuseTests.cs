using System.Reflection;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Units;
using JsccGrid.Experiments.Yaml;
using Xunit;

namespace JsccGrid.Experiments.Tests.Grids;

/// <summary>Grid files that no person writes on purpose: each is refused at once, in words, at its line.</summary>
public sealed class GridFileAbuseTests
{
    private const string Head = "name: mine\nrecipe: demo\nseeds: [0]\nfigures: { bandwidth: 8 }\n";
    private const string Baseline = "sweeps: [{ scheme: reid-baseline }]\n";

    [Theory]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("{a: ")]
    [InlineData("&a [")]
    public void Parse_FiftyThousandLevels_SaysHowManyThereMayBe(string opening) =>
        Assert.Contains(
            "nested too deep; expected at most 64",
            ErrorOf(string.Concat(Enumerable.Repeat(opening, 50_000))),
            StringComparison.Ordinal);

    [Fact]
    public void Parse_LevelsThroughAliases_AreCounted()
    {
        var lines = Enumerable.Range(1, 70).Select(i => $"a{i}: &a{i} [*a{i - 1}]");

        Assert.Contains("nested too deep", ErrorOf($"a0: &a0 [x]\n{string.Join('\n', lines)}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("? &k [*k]\n: 1", "mine.yaml:1:7: *k stands within what it stands for.")]
    [InlineData("a: &a { b: *a }", "mine.yaml:1:12: *a stands within what it stands for.")]
    [InlineData("a: &a { <<: *a }", "mine.yaml:1:13: *a stands within what it stands for.")]
    [InlineData("a: *b", "mine.yaml:1:4: *b: no value before it has the anchor &b.")]
    public void Parse_AliasOfNothingComplete_SaysWhere(string text, string expected) => Assert.Equal(expected, ErrorOf(text));

    [Theory]
    [InlineData("? *a9\n: 1")]
    [InlineData("b: *a9")]
    [InlineData("<<: *a9")]
    public void Parse_AliasesThatMultiply_AreCountedBeforeTheyAreFollowed(string use)
    {
        var lines = Enumerable.Range(1, 9).Select(i => $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]");

        Assert.Contains(
            "too large; expected at most 100000 values",
            ErrorOf($"a0: &a0 [x]\n{string.Join('\n', lines)}\n{use}"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_BillionCells_CountsThemWithoutMakingThem()
    {
        var numbers = string.Join(',', Enumerable.Range(1, 1000));

        var error = ErrorOf(
            $"name: g\nrecipe: demo\nseeds: [{numbers}]\nfigures: {{bandwidth: 8}}\nsweeps:\n  - scheme: digital\n"
                + $"    latentDimension: [{numbers}]\n    lambda: [{numbers}]");

        Assert.Equal("mine.yaml:6:3: sweeps: with every seed these are 1,000,000,000 cells; expected at most 1,000,000.", error);
    }

    [Fact]
    public void Expand_MoreSeedsThanTheFileHad_CountsAgain()
    {
        var grid = GridFile.Load("demo");

        Assert.Throws<InvalidInputException>(() =>
            ExpandedGrid.Of(grid with { Seeds = [.. Enumerable.Range(0, 100_000)] }, new() { Name = "people", Fingerprint = "f" }));
    }

    [Theory]
    [InlineData("sweeps:\n\t- scheme: reid-baseline", 6, 1)]
    [InlineData("sweeps:\n  - scheme: jscc-fc\n  \t  bandwidth: 8\n    trainSnrDb: 0", 7, 3)]
    public void Parse_TabOfIndentation_IsReportedAtItsPlace(string sweeps, int line, int column) =>
        Assert.Equal($"mine.yaml:{line}:{column}: a tab: YAML takes no tabs for indentation, only spaces.", ErrorOf(Head + sweeps));

    [Theory]
    [InlineData("description: \"\\e]0;pwned\\a\"\n", "5:14: description: the text holds the control character U+001B")]
    [InlineData("description: \"a\\nb\"\n", "5:14: description: the text holds a line break")]
    [InlineData("description: \"a\\u2028b\"\n", "5:14: description: the text holds a line break")]
    [InlineData("description: \"a\\u202Eb\"\n", "5:14: description: the text holds the control character U+202E")]
    [InlineData("description: \"a\\tb\"\n", "5:14: description: the text holds a tab")]
    public void Parse_TextThatIsNotOneLine_IsRefused(string line, string expected) =>
        Assert.StartsWith($"mine.yaml:{expected}", ErrorOf(Head + line + Baseline), StringComparison.Ordinal);

    [Fact]
    public void Parse_NameThatEndsWithALineBreak_IsRefused() =>
        Assert.StartsWith(
            "mine.yaml:1:7: name: the text holds a line break",
            ErrorOf(Head.Replace("mine", "\"mine\\n\"", StringComparison.Ordinal) + Baseline),
            StringComparison.Ordinal);

    [Fact]
    public void Parse_KeyThatStandsTwice_NamesBothLines() =>
        Assert.Equal("mine.yaml:5:1: seeds: stands twice in one mapping; first in line 3.", ErrorOf(Head + "seeds: [1]\n" + Baseline));

    [Fact]
    public void Load_FileThatIsTooLong_IsNotReadToItsEnd()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, new string('#', InputFile.MaxBytes + 1));

            Assert.EndsWith(
                "longer than 1024 KiB; expected a file that a person wrote.",
                Assert.Throws<InvalidInputException>(() => GridFile.Load(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Fields_ThatHoldNumbers_AllDeclareTheirBounds()
    {
        var open = new Queue<Type>([typeof(GridDefinition)]);
        var without = new List<string>();
        while (open.TryDequeue(out var type))
        {
            foreach (var property in type.GetProperties().Where(property => property.CanWrite))
            {
                var value = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
                if (value.IsGenericType) value = value.GetGenericArguments()[0];
                if (value == typeof(int) || value == typeof(double) || value == typeof(SnrDb))
                {
                    if (property.GetCustomAttribute<BoundsAttribute>() is null) without.Add($"{type.Name}.{property.Name}");
                }
                else if (value.IsClass && value != typeof(string))
                {
                    open.Enqueue(value);
                }
            }
        }

        Assert.Empty(without);
    }

    [Theory]
    [InlineData("trainSnrDb: -4000", "-4000 is out of range; expected -60 to 60 dB, or inf.")]
    [InlineData("bandwidth: 2147483647", "2147483647 is out of range; expected 1 to 65536 channel uses.")]
    [InlineData("bandwidth: 99999999999999999999", "99999999999999999999 is out of range; expected 1 to 65536 channel uses.")]
    [InlineData("bandwidth: 1e3", "'1e3' is not a whole number; expected 1 to 65536 channel uses.")]
    public void Parse_NumberOutOfBounds_SaysWhatIsInThem(string coordinate, string expected)
    {
        var other = coordinate.StartsWith('b') ? "trainSnrDb: 0" : "bandwidth: 8";

        Assert.EndsWith(expected, ErrorOf($"{Head}sweeps: [{{ scheme: jscc-fc, {other}, {coordinate} }}]"), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_BundledRecipes_LieWithinTheBounds() => Assert.All(RecipeCatalog.Names, name =>
    {
        var problems = new List<string>();
        BoundsCheck.Of(RecipeCatalog.Load(name), "", (path, problem) => problems.Add($"{path}: {problem}"));
        Assert.Empty(problems);
    });

    private static string ErrorOf(string text) => Assert.Throws<InvalidInputException>(() => GridFile.Parse(text, "mine.yaml")).Message;
}
