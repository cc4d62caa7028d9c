using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Costs;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.OwnParts;

/// <summary>Features are projected onto fewer dimensions and sent as they are; nothing is trained.</summary>
internal sealed class ProjectionDescription : Scheme
{
    public const string Random = "random";
    public const string First = "first";

    public static Axis<string> Basis { get; } = new() { Key = "basis", Symbol = "basis", Title = "basis", Words = [Random, First] };

    public override string Name => "projection";

    public override string Title => "Projection";

    public override IReadOnlyList<Axis> Axes { get; } = [Axis.Bandwidth, Basis, Axis.Channel];

    public override bool CrossesChannel => true;

    public override double? Flops(CellSpec cell, WorkCost cost) =>
        cost.Testing(2.0 * cell.Recipe.Backbone.FeatureDimension * cell.Value(Axis.Bandwidth));
}
