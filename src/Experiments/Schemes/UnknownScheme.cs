using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Costs;
using JsccGrid.Experiments.Recipes;

namespace JsccGrid.Experiments.Schemes;

/// <summary>
/// A scheme of which only the name is known, as a store or a client of a later version may name one: its cells can be shown by their
/// coordinates, but not be named by an id, planned or trained.
/// </summary>
internal sealed class UnknownScheme(string name) : Scheme
{
    public override string Name => name;

    public override string Title => name;

    public override bool IsKnown => false;

    public override IReadOnlyList<Axis> Axes => [];

    public override StageKind? Requires(Recipe recipe) => null;

    public override IEnumerable<(string Key, object Section)> OwnSections(Recipe recipe) => throw Fault();

    public override double? Flops(CellSpec cell, WorkCost cost) => throw Fault();

    public override bool Equals(object? obj) => obj is UnknownScheme other && other.Name == Name;

    public override int GetHashCode() => string.GetHashCode(Name, StringComparison.Ordinal);

    private NotSupportedException Fault() => new(SchemeCatalog.WhyUnknown(Name));
}
