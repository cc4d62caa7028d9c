using System.Text;
using JsccGrid.Client.Figures;
using JsccGrid.Curves;
using JsccGrid.Curves.Claims;

namespace JsccGrid.Client.Reports;

/// <summary>Writes what a run found: figures as PNG and SVG, curves.csv and one HTML page that needs no other file.</summary>
public static class ReportWriter
{
    /// <summary>The seed with which test identities are drawn is fixed, so that the same results give the same report.</summary>
    private const int BootstrapSeed = 1;

    /// <summary>
    /// Writes into <paramref name="folder"/>, replacing an earlier report. The numbers and the page are written first, then the figures:
    /// one that cannot be drawn is said and costs nothing else, and its files of an earlier report go. A file appears under its name only
    /// when it is complete.
    /// </summary>
    /// <exception cref="ArgumentException">The results make no curves, see <see cref="CurveBuilder.Build"/>.</exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static WrittenReport Write(string folder, RunReport report) => Write(folder, report, FigureImage.All);

    /// <param name="folder">Where to.</param>
    /// <param name="report">What of.</param>
    /// <param name="draw">Draws a figure, with the accuracy of chance and a note.</param>
    internal static WrittenReport Write(string folder, RunReport report, Func<Figure, double?, string?, FigureImages> draw)
    {
        var curves = CurveBuilder.Build(report.Results, report.Grid.Figures);
        var claims = PaperClaims.Test(curves, [.. report.Unfinished.Select(unfinished => unfinished.Cell)], new Random(BootstrapSeed));
        Directory.CreateDirectory(folder);
        List<(string Name, byte[] Content)> texts = [("curves.csv", Encoding.UTF8.GetBytes(CurvesCsv.Write(curves)))];
        List<FigureDrawing> figures = [.. curves.Figures.Select(figure =>
            FigureDrawing.Of(figure, drawn => draw(drawn, curves.ChanceTop1, FigureNote.Of(drawn.Definition, report))))];
        try
        {
            texts.Add(("report.html", Encoding.UTF8.GetBytes(ReportPage.Render(report, curves, claims, figures))));
        }
        finally
        {
            Replace(folder, texts);
        }
        var problems = new List<string>();
        List<string> files = [.. figures.SelectMany(figure => Store(folder, figure, problems)), .. texts.Select(text => text.Name)];
        List<string> paths = [.. files.Select(file => Path.Combine(folder, file))];
        return new WrittenReport(paths[^1], paths, curves, claims) { Problems = problems };
    }

    /// <returns>The files that hold the figure; none when there is a problem.</returns>
    private static IReadOnlyList<string> Store(string folder, FigureDrawing figure, List<string> problems)
    {
        var name = figure.Figure.Definition.FileName;
        var (png, svg) = ($"{name}.png", $"{name}.svg");
        var problem = figure.Problem is { } undrawn ? $"{name} could not be drawn: {undrawn}" : null;
        try
        {
            if (figure.Images is { } images)
            {
                Replace(folder, [(png, images.Png), (svg, Encoding.UTF8.GetBytes(images.Svg))]);
                return [png, svg];
            }
            // Those of an earlier report would show other numbers than the files beside them.
            foreach (var former in new[] { png, svg }) File.Delete(Path.Combine(folder, former));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problem ??= $"{name} could not be stored: {exception.Message.TrimEnd('.')}";
        }
        problems.Add($"{problem}. The numbers are in curves.csv and report.html.");
        return [];
    }

    private static void Replace(string folder, List<(string Name, byte[] Content)> files)
    {
        foreach (var (name, content) in files) File.WriteAllBytes(Path.Combine(folder, name + ".tmp"), content);
        foreach (var (name, _) in files) File.Move(Path.Combine(folder, name + ".tmp"), Path.Combine(folder, name), overwrite: true);
    }
}
