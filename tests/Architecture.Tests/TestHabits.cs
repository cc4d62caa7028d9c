using System.Text.RegularExpressions;
using Xunit;

namespace JsccGrid.Architecture.Tests;

/// <summary>
/// How tests wait and start processes: through the helpers of <c>tests/Shared/Waiting</c> and <c>tests/Shared/Processes</c> alone
/// (docs/contributing.md).
/// </summary>
public sealed partial class TestHabits
{
    private const string Wait = "waits by itself; Until waits for a condition, with a patience that stretches with the machine";
    private const string Limit = "has a limit of its own; Until.Limit() and Until.EndsAsync() have one that stretches with the machine";
    private const string Start = "starts a process by itself; TestProcess and ServerProcess start those that end with the run";

    public static TheoryData<string, string> Forbidden => new()
    {
        { @"\bTask\.Delay\(", Wait },
        { @"\bThread\.Sleep\(", Wait },
        { @"\bSpinWait\b", Wait },
        { @"\bPeriodicTimer\b", Wait },
        { @"\bCancelAfter\(", Limit },
        { @"\bCancellationTokenSource\([^)]", Limit },
        { @"\bWaitAsync\(TimeSpan", Limit },
        { @"\[(Fact|Theory)\([^\]]*\bTimeout\b", Limit },
        { @"(?<![\w.])(System\.Diagnostics\.)?Process\.Start\(", Start },
        { @"\bnew Process(StartInfo)?\b", Start },
    };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void Tests_WaitAndStartProcesses_ThroughTheHelpers(string pattern, string why)
    {
        var found =
            from file in SourcesOfTests()
            from line in File.ReadLines(file).Select((text, index) => (text, number: index + 1))
            where Regex.IsMatch(Comment().Replace(line.text, ""), pattern)
            select $"{Path.GetRelativePath(Repository.Root, file)}:{line.number} {why}:{line.text}";
        Assert.Empty(found);
    }

    [Fact]
    public void Sources_OfTests_AreFound() => Assert.Contains(SourcesOfTests(), file => Path.GetFileName(file) == "ClusterTests.cs");

    private static IEnumerable<string> SourcesOfTests() =>
        from project in Directory.EnumerateDirectories(Path.Combine(Repository.Root, "tests"), "*.Tests")
        where Path.GetFileName(project) != "Architecture.Tests"
        from file in Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
        where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        select file;

    [GeneratedRegex(@"//.*$")]
    private static partial Regex Comment();
}
