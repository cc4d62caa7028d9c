using JsccGrid.Experiments.Serialization;

namespace JsccGrid.Experiments.Cells;

/// <summary>The names of stage kinds in labels, counts and progress.</summary>
public static class StageKindNames
{
    /// <summary><c>baseline</c>, <c>features</c>.</summary>
    public static string Name(this StageKind kind) => EnumNames.Of(kind);
}
