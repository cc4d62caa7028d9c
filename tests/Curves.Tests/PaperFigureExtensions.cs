using JsccGrid.Experiments.Grids;

namespace JsccGrid.Curves.Tests;

/// <summary>Figures as tests name them.</summary>
internal static class PaperFigureExtensions
{
    public static FigureDefinition Named(this FigureSettings settings, string name) => settings.All.Single(figure => figure.Name == name);

    extension(PaperCurves curves)
    {
        public Figure Fig4a => curves[PaperFigures.Methods];

        public Figure Fig4b => curves[PaperFigures.Networks];

        public Figure Fig4c => curves[PaperFigures.Bandwidths];
    }
}
