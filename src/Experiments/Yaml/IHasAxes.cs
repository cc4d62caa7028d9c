using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Experiments.Yaml;

/// <summary>A record that has values on axes beside its properties, each under the key of the axis.</summary>
internal interface IHasAxes
{
    /// <summary>The axes that it may name; its properties are set before it is asked.</summary>
    IEnumerable<Axis> PossibleAxes { get; }

    /// <summary>The same with these values.</summary>
    object With(IEnumerable<SweptAxis> axes);
}
