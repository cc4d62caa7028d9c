using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;

namespace JsccGrid.Experiments.Schemes;

/// <summary>An axis whose values are known by their type.</summary>
/// <typeparam name="T"><see cref="int"/>, <see cref="double"/>, <see cref="Units.SnrDb"/> or <see cref="string"/>.</typeparam>
public sealed class Axis<T> : Axis where T : notnull
{
    public override Type Type => typeof(T);

    public override CoordinateValue? DefaultValue => HasDefault ? CoordinateValue.Of(Default) : null;

    /// <inheritdoc cref="Axis.DefaultValue"/>
    public T Default
    {
        get;
        init => (field, HasDefault) = (value, true);
    } = default!;

    private bool HasDefault { get; init; }

    /// <summary>A cell's coordinate on it.</summary>
    public Coordinate At(T value) => new(Key, CoordinateValue.Of(value));

    /// <summary>A sweep's values on it.</summary>
    public SweptAxis Over(params IEnumerable<T> values) => new(Key, [.. values.Select(value => CoordinateValue.Of(value))]);
}
