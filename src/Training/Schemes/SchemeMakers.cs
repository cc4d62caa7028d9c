using JsccGrid.Experiments.Cells;

namespace JsccGrid.Training.Schemes;

/// <summary>What trains each scheme.</summary>
internal static class SchemeMakers
{
    private static readonly Dictionary<Scheme, Func<CellSpec, Materials, IScheme>> Makers = new()
    {
        [Scheme.ReIdBaseline] = (_, materials) => new ReIdBaselineScheme(materials),
        [Scheme.JsccAe] = (cell, materials) => new JsccAeScheme(cell, materials),
        [Scheme.JsccFc] = (cell, materials) => new JsccFcScheme(cell, materials),
        [Scheme.Digital] = (cell, materials) => new DigitalScheme(cell, materials),
    };

    /// <exception cref="KeyNotFoundException">This program knows the scheme and cannot train it.</exception>
    public static IScheme Make(CellSpec cell, Materials materials) => Makers[cell.Scheme](cell, materials);
}
