using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Training.Schemes;

/// <summary>What trains each scheme.</summary>
public static class SchemeMakers
{
    private static readonly Dictionary<Scheme, Func<CellSpec, Materials, IScheme>> Makers = new()
    {
        [Scheme.ReIdBaseline] = (_, materials) => new ReIdBaselineScheme(materials),
        [Scheme.JsccAe] = (cell, materials) => new JsccAeScheme(cell, materials),
        [Scheme.JsccAeAdaptive] = (cell, materials) => new JsccAeAdaptiveScheme(cell, materials),
        [Scheme.JsccFc] = (cell, materials) => new JsccFcScheme(cell, materials),
        [Scheme.Digital] = (cell, materials) => new DigitalScheme(cell, materials),
    };

    /// <summary>Adds what trains a described scheme; a program does so before it trains anything.</summary>
    public static void Add(Scheme scheme, Func<CellSpec, Materials, IScheme> maker) => Makers[scheme] = maker;

    /// <summary>Whether this program can train a scheme, be it known or not.</summary>
    public static bool Know(Scheme scheme) => Makers.ContainsKey(scheme);

    /// <exception cref="KeyNotFoundException">This program cannot train the scheme.</exception>
    internal static IScheme Make(CellSpec cell, Materials materials) => Makers[cell.Scheme](cell, materials);
}
