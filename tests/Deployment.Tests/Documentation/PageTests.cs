using System.Text.RegularExpressions;
using JsccGrid.LocalCluster.Processes;
using Xunit;

namespace JsccGrid.Deployment.Tests.Documentation;

/// <summary>Pages an operator follows by hand.</summary>
public sealed partial class PageTests
{
    internal static readonly string[] Pages =
    [
        Path.Combine("docs", "operations.md"), Path.Combine("infra", "README.md"), Path.Combine("charts", "jsccgrid", "README.md"),
        .. Directory.GetFiles(Repository.PathOf("docs", "runbooks")).Select(file => Path.GetRelativePath(Repository.Root, file)),
    ];

    [Fact]
    public async Task Commands_OfEveryPage_AreVerbsOfTheCommandLine()
    {
        var folder = Directory.CreateTempSubdirectory("jsccgrid-");
        using var help = new ServerProcess(
            new ServerCommand(
                "jsccgrid",
                Programs.DotNet,
                [Path.Combine(AppContext.BaseDirectory, "jsccgrid.dll"), "--help"],
                Path.Combine(folder.FullName, "help.txt")));
        help.Start();
        await help.WaitForExitAsync(TestContext.Current.CancellationToken);
        var verbs = Verb().Matches(await File.ReadAllTextAsync(help.LogFile, TestContext.Current.CancellationToken))
            .Select(match => match.Groups[1].Value).ToHashSet();
        folder.Delete(recursive: true);

        var used = Pages.SelectMany(page => Use().Matches(Repository.Read(page)).Select(match => match.Groups[1].Value)).ToHashSet();

        Assert.Contains("curves", used);
        Assert.Subset(verbs, used);
    }

    [Fact]
    public void Links_OfEveryPage_LeadSomewhere() => Assert.All(
        Pages.SelectMany(
            page => Link().Matches(Repository.Read(page)).Select(match => (page, target: match.Groups[1].Value.Split('#')[0]))),
        link => Assert.True(Path.Exists(Repository.PathOf(Path.GetDirectoryName(link.page)!, link.target)), $"{link.page}: {link.target}"));

    [GeneratedRegex(@"^  ([a-z]+) ", RegexOptions.Multiline)]
    private static partial Regex Verb();

    /// <summary>At the start of a line or code span, after a quote, or run inside a pod.</summary>
    [GeneratedRegex(@"(?:^ *|`|'|-- )jsccgrid ([a-z]+)\b(?! *=)", RegexOptions.Multiline)]
    private static partial Regex Use();

    [GeneratedRegex(@"\]\((?!http)([^)]+)\)")]
    private static partial Regex Link();
}
