using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Training.Schemes;

/// <summary>What trains each scheme.</summary>
public static class SchemeModels
{
    private static readonly Dictionary<Scheme, Func<CellSpec, Materials, ISchemeModel>> Makers = new()
    {
        [Scheme.ReIdBaseline] = (_, materials) => new ReIdBaselineModel(materials),
        [Scheme.JsccAe] = (cell, materials) => new JsccAeModel(cell, materials),
        [Scheme.JsccAeAdaptive] = (cell, materials) => new JsccAeAdaptiveModel(cell, materials),
        [Scheme.JsccFc] = (cell, materials) => new JsccFcModel(cell, materials),
        [Scheme.Digital] = (cell, materials) => new DigitalModel(cell, materials),
    };

    /// <summary>Adds what trains a described scheme; a program does so before it trains anything.</summary>
    public static void Add(Scheme scheme, Func<CellSpec, Materials, ISchemeModel> maker) => Makers[scheme] = maker;

    /// <summary>Whether this program can train a scheme, be it known or not.</summary>
    public static bool Contains(Scheme scheme) => Makers.ContainsKey(scheme);

    /// <exception cref="KeyNotFoundException">This program cannot train the scheme.</exception>
    internal static ISchemeModel Make(CellSpec cell, Materials materials) => Makers[cell.Scheme](cell, materials);
}
