using System.Text;
using JsccGrid.Client.Figures;
using JsccGrid.Experiments.Curves;
using JsccGrid.Experiments.Curves.Claims;

namespace JsccGrid.Client.Reports;

/// <summary>Writes what a run found: figures as PNG and SVG, curves.csv and one HTML page that needs no other file.</summary>
public static class ReportWriter
{
    /// <summary>Of the draws of test identities: the same results give the same report.</summary>
    private const int BootstrapSeed = 1;

    /// <summary>
    /// Writes into <paramref name="folder"/>, replacing an earlier report. Everything is rendered before anything is written, and a file
    /// appears under its name only when it is complete.
    /// </summary>
    /// <exception cref="ArgumentException">The results make no curves, see <see cref="CurveBuilder.Build"/>.</exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static WrittenReport Write(string folder, RunReport report)
    {
        var curves = CurveBuilder.Build(report.Results, report.Grid.Figures);
        var claims = PaperClaims.Test(curves, [.. report.Unfinished.Select(unfinished => unfinished.Cell)], new Random(BootstrapSeed));
        var files = new List<(string Name, byte[] Content)>();
        foreach (var figure in curves.Figures)
        {
            var note = FigureNote.Of(figure.Name, report);
            files.Add((figure.Name.FileName() + ".png", FigureImage.Png(figure, curves.ChanceTop1, note)));
            files.Add((figure.Name.FileName() + ".svg", Encoding.UTF8.GetBytes(FigureImage.SvgFile(figure, curves.ChanceTop1, note))));
        }
        files.Add(("curves.csv", Encoding.UTF8.GetBytes(CurvesCsv.Write(curves))));
        files.Add(("report.html", Encoding.UTF8.GetBytes(ReportPage.Render(report, curves, claims))));

        Directory.CreateDirectory(folder);
        foreach (var (name, content) in files) File.WriteAllBytes(Path.Combine(folder, name + ".tmp"), content);
        foreach (var (name, _) in files) File.Move(Path.Combine(folder, name + ".tmp"), Path.Combine(folder, name), overwrite: true);
        List<string> paths = [.. files.Select(file => Path.Combine(folder, file.Name))];
        return new WrittenReport(paths[^1], paths, curves, claims);
    }
}
