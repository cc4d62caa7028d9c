using System.Text.RegularExpressions;
using System.Xml.Linq;
using JsccGrid.Client.Figures;
using JsccGrid.Client.Reports;
using JsccGrid.Curves;
using JsccGrid.Curves.Claims;
using JsccGrid.Curves.Tests;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Schemes;
using Xunit;

namespace JsccGrid.Client.Tests.Reports;

public sealed partial class ReportWriterTests : IDisposable
{
    private const string Script = "<script>alert('x')</script> & \"more\"";
    private static readonly GridDefinition Grid = GridFile.Load("demo");
    private readonly string folder = Directory.CreateTempSubdirectory("jsccgrid-report-").FullName;

    private static RunReport Complete { get; } = new()
    {
        Grid = Grid,
        Data = FakeRun.Data,
        Results = FakeRun.Results(Grid),
        WallTime = TimeSpan.FromSeconds(312),
        Command = "jsccgrid run demo",
    };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Write_CompleteRun_LeavesExactlyTheEightFiles()
    {
        var written = ReportWriter.Write(folder, Complete);

        string[] expected = ["curves.csv", "fig4a.png", "fig4a.svg", "fig4b.png", "fig4b.svg", "fig4c.png", "fig4c.svg", "report.html"];
        Assert.Equal(expected, Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(expected, written.Files.Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(
            CurvesCsv.Write(CurveBuilder.Build(Complete.Results, Grid.Figures)),
            File.ReadAllText(Path.Combine(folder, "curves.csv")));
    }

    [Fact]
    public void Write_CompleteRun_ShowsEveryClaimWithItsVerdictAndNumbers()
    {
        var (page, written) = Write(Complete);

        var articles = page.Descendants("article").ToList();
        Assert.Equal(7, articles.Count);
        Assert.All(written.Claims.Zip(articles), pair =>
        {
            Assert.Contains(pair.First.Statement, pair.Second.Value, StringComparison.Ordinal);
            Assert.Contains(pair.First.Evidence, pair.Second.Value, StringComparison.Ordinal);
            Assert.Equal(pair.First.Verdict.Title(), pair.Second.Descendants("span").First().Value);
            Assert.Contains("1,400 queries", pair.Second.Value, StringComparison.Ordinal);
        });
        Assert.Contains("JSCC FC starts from random weights", page.Value, StringComparison.Ordinal);
        Assert.Contains("5 min 12 s", page.Value, StringComparison.Ordinal);
        var cells = FakeRun.Cells(Grid).Count;
        Assert.Contains($"{cells} of {cells}", page.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("Partial", page.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_OneSeed_SupportsAndRefutesNothing()
    {
        var (page, written) = Write(Complete);

        Assert.Single(Grid.Seeds);
        Assert.All(
            written.Claims,
            claim => Assert.DoesNotContain(claim.Verdict, new[] { ClaimVerdict.Supported, ClaimVerdict.NotSupported }));
        Assert.Contains(written.Claims, claim => claim.Verdict == ClaimVerdict.IndicationFor);
        Assert.Contains("one seed: indication for (", Section(page, "claims").Value, StringComparison.Ordinal);
        Assert.Contains("1 seed, 1,400 queries", Section(page, "claims").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_CollapsedOperatingPoint_IsListedAsThat()
    {
        var data = new CurveData { Autoencoder = (_, _, _, _) => 0.5, Baseline = 0.6, Digital = [(-15, 0.012), (3, 0.5)] };

        var (page, _) = Write(
            Complete with
            {
                Grid = Grid with { Figures = new FigureSettings { Bandwidth = CurveData.Bandwidth } },
                Results = data.Results
            });

        var states = Section(page, "digital").Descendants("tbody").Single().Elements("tr").Select(row => row.Elements("td").Last().Value);
        Assert.Equal(["collapsed", "delivers"], states);
        Assert.Contains("Collapsed (1 point)", Section(page, "digital").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_CurveAboveTheBaseline_IsSaidInItsCaption()
    {
        var data = new CurveData { Autoencoder = (_, _, test, _) => test > 15 ? 0.62 : 0.5, Baseline = 0.6 };

        var (page, _) = Write(
            Complete with
            {
                Grid = Grid with { Figures = new FigureSettings { Bandwidth = CurveData.Bandwidth } },
                Results = data.Results
            });

        Assert.Contains(
            "Above the re-ID baseline lie JSCC AE at 20 dB, by up to 2.0 points.",
            Section(page, "fig4a").Value,
            StringComparison.Ordinal);
        Assert.Contains("re-ID baseline, features undisturbed: 60.0", Section(page, "fig4a").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_CompleteRun_TablesHoldTheValuesOfTheFigures()
    {
        var (page, written) = Write(Complete);

        var cells = page.Descendants("section").Single(section => (string?)section.Attribute("id") == "fig4a")
            .Descendants("tbody").Single().Elements("tr")
            .Select(row => row.Elements("td").Select(cell => cell.Value).ToList()).ToList();
        var ae = written.Curves.Fig4a.Curves[0].At(new(0))!.Top1;
        Assert.Equal(
            FormattableString.Invariant($"{100 * ae.Mean:0.0} ± {100 * ae.StandardError:0.0}"),
            cells.Single(row => row[0] == "0")[1]);
        Assert.Equal("∞", cells[^1][0]);
        Assert.Equal(
            FakeRun.Cells(Grid).Count(cell => cell.Scheme == Scheme.Digital),
            page.Descendants("section").Single(section => (string?)section.Attribute("id") == "digital")
                .Descendants("tbody").Single().Elements("tr").Count());
    }

    [Fact]
    public void Write_Page_NeedsNothingFromElsewhere()
    {
        ReportWriter.Write(folder, Complete);
        var text = File.ReadAllText(Path.Combine(folder, "report.html"));

        Assert.DoesNotContain(Page(text).Descendants(), element => element.Name.LocalName is "script" or "link" or "img" or "iframe");
        Assert.All(
            Page(text).Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "href" or "src"),
            attribute => Assert.StartsWith("#", attribute.Value, StringComparison.Ordinal));
        Assert.DoesNotContain("@import", text, StringComparison.Ordinal);
        Assert.All(
            CssUrl().Matches(text),
            match => Assert.True(
                match.Value.StartsWith("url(data:", StringComparison.Ordinal)
                    || match.Value.StartsWith("url(#", StringComparison.Ordinal),
                match.Value));
    }

    [Fact]
    public void Write_Page_HasEveryIdOnceAndEveryReferenceAnswered()
    {
        var (page, _) = Write(Complete);

        var ids = page.Descendants().Attributes("id").Select(id => id.Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        var references = page.Descendants().Attributes().Select(attribute => attribute.Value)
            .Where(value => value.StartsWith("url(#", StringComparison.Ordinal))
            .Select(value => value[5..^1]);
        Assert.Empty(references.Except(ids));
    }

    [Fact]
    public void Write_Page_ClosesElementsAsHtmlAsks()
    {
        ReportWriter.Write(folder, Complete);

        var selfClosed = SelfClosedElement().Matches(File.ReadAllText(Path.Combine(folder, "report.html")))
            .Select(match => match.Groups[1].Value).Distinct();

        Assert.Empty(selfClosed.Except(["meta", "path", "rect", "ellipse", "g"])); // void in HTML, or in SVG
    }

    [Fact]
    public void Write_HostileTexts_AreShownNotRun()
    {
        var (page, _) = Write(Complete with
        {
            Grid = Grid with { Description = Script },
            Data = FakeRun.Data with { Name = Script },
            DataFacts = [new ReportFact(Script, Script)],
            EnvironmentFacts = [new ReportFact(Script, Script)],
            Weights = new WeightsReference { Name = Script, Sha256 = "0" },
            Command = Script,
            Unfinished = [new UnfinishedCell(FakeRun.Cells(Grid)[0], UnfinishedState.Quarantined, Script)],
        });

        Assert.Empty(page.Descendants("script"));
        Assert.True(page.Value.Split(Script).Length > 8);
    }

    [Fact]
    public void Write_CellsMissing_SaysWhichWhyAndWhatTheyLeaveOpen()
    {
        var cells = FakeRun.Cells(Grid);
        var lost = cells.First(cell => cell.Scheme == Scheme.Digital);
        var (page, written) = Write(Complete with
        {
            Results = [.. Complete.Results.Where(result => result.Spec != lost)],
            Unfinished = [new UnfinishedCell(lost, UnfinishedState.Quarantined, "three attempts: loss is not a number")],
        });

        Assert.Contains("Partial results.", page.Value, StringComparison.Ordinal);
        Assert.Contains($"{cells.Count - 1} done, 1 quarantined, 0 missing.", page.Value, StringComparison.Ordinal);
        Assert.Contains("three attempts: loss is not a number", page.Value, StringComparison.Ordinal);
        var shown = cells.Count(cell => Grid.Figures.Named("4a").Has(cell));
        Assert.Contains($"Partial: 1 of {shown} cells missing.", Section(page, "fig4a").Value, StringComparison.Ordinal);
        Assert.DoesNotContain("Partial", Section(page, "fig4b").Value, StringComparison.Ordinal);
        Assert.Equal(ClaimVerdict.NotEnoughData, written.Claims[1].Verdict);
    }

    [Fact]
    public void Write_NoResults_SaysSo()
    {
        var (page, written) = Write(Complete with
        {
            Results = [],
            Unfinished = [.. FakeRun.Cells(Grid).Select(cell => new UnfinishedCell(cell, UnfinishedState.Missing, "never started"))],
        });

        Assert.Contains("No cell of this grid has finished", page.Value, StringComparison.Ordinal);
        Assert.All(written.Claims, claim => Assert.Equal(ClaimVerdict.NotEnoughData, claim.Verdict));
        Assert.Equal(8, written.Files.Count);
    }

    [Fact]
    public void Write_FolderThatRefusesAFile_KeepsTheEarlierReport()
    {
        ReportWriter.Write(folder, Complete);
        var before = File.ReadAllBytes(Path.Combine(folder, "curves.csv"));
        Directory.CreateDirectory(Path.Combine(folder, "report.html.tmp"));

        Assert.ThrowsAny<SystemException>(() => ReportWriter.Write(folder, Complete with { Results = [] }));

        Assert.Equal(before, File.ReadAllBytes(Path.Combine(folder, "curves.csv")));
    }

    [Fact]
    public void Write_SameReportTwice_IsTheSameBytes()
    {
        ReportWriter.Write(folder, Complete);
        var first = Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();

        ReportWriter.Write(folder, Complete with { Results = [.. Complete.Results.Reverse()] });

        Assert.Equal(first, Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes));
    }

    [Fact]
    public void Write_AFigureThatCannotBeDrawn_CostsNothingElseAndIsSaid()
    {
        ReportWriter.Write(folder, Complete);

        var written = ReportWriter.Write(folder, Complete, (figure, chance, note) =>
            figure.Definition.Name == "4b"
                ? throw new TypeInitializationException("Skia", new DllNotFoundException("no libSkiaSharp"))
                : FigureImage.All(figure, chance, note));

        Assert.Contains("no libSkiaSharp", Assert.Single(written.Problems), StringComparison.Ordinal);
        string[] expected = ["curves.csv", "fig4a.png", "fig4a.svg", "fig4c.png", "fig4c.svg", "report.html"];
        Assert.Equal(expected, Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var page = Page(File.ReadAllText(written.ReportPath));
        Assert.Contains("could not be drawn. no libSkiaSharp.", Section(page, "fig4b").Value, StringComparison.Ordinal);
        Assert.NotEmpty(Section(page, "fig4b").Descendants("tbody"));
        Assert.DoesNotContain("could not be drawn", Section(page, "fig4a").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_AFigureThatCannotBeStored_CostsNothingElseAndIsSaid()
    {
        Directory.CreateDirectory(Path.Combine(folder, "fig4b.png.tmp"));
        var written = ReportWriter.Write(folder, Complete);
        Assert.StartsWith("fig4b could not be stored", Assert.Single(written.Problems), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "curves.csv")));
        Assert.True(File.Exists(Path.Combine(folder, "fig4c.svg")));
        Assert.NotEmpty(Section(Page(File.ReadAllText(written.ReportPath)), "fig4b").Descendants("tbody"));
    }

    [Theory]
    [InlineData("bell \a, escape \u001b[31m")]
    [InlineData("half a pair \ud83d")]
    [InlineData("not a character \uffff")]
    public void Write_TextThatXmlForbids_IsCleaned(string text)
    {
        var (page, _) = Write(
            Complete with { Grid = Grid with { Description = text }, Data = Complete.Data with { Name = text }, Command = text });
        Assert.Contains('\uFFFD', page.Value);
    }

    private (XElement Page, WrittenReport Written) Write(RunReport report)
    {
        var written = ReportWriter.Write(folder, report);
        return (Page(File.ReadAllText(written.ReportPath)), written);
    }

    private static XElement Page(string text)
    {
        const string doctype = "<!DOCTYPE html>\n";
        Assert.StartsWith(doctype, text, StringComparison.Ordinal);
        return XDocument.Parse(text[doctype.Length..]).Root!;
    }

    private static XElement Section(XElement page, string id) =>
        page.Descendants("section").Single(section => (string?)section.Attribute("id") == id);

    [GeneratedRegex(@"url\([^)]{0,20}")]
    private static partial Regex CssUrl();

    [GeneratedRegex(@"<(\w+)[^<>]*/>")]
    private static partial Regex SelfClosedElement();
}
