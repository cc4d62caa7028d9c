using System.Runtime.CompilerServices;
using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Experiments.Cells;

/// <summary>
/// The coordinates of a cell, each key once. They are kept by key, so that the same coordinates are equal in whatever order they were
/// given; the order in which they are shown is that of the <see cref="Scheme.Axes">axes</see>.
/// </summary>
[CollectionBuilder(typeof(Coordinates), nameof(Create))]
public sealed class Coordinates : EquatableList<Coordinate>
{
    private Coordinates(IEnumerable<Coordinate> coordinates)
        : base([.. coordinates.OrderBy(coordinate => coordinate.Key, StringComparer.Ordinal)])
    {
        for (var i = 0; i < Count; i++)
            if (!Coordinate.IsKey(this[i].Key) || (i > 0 && this[i].Key == this[i - 1].Key))
                throw new ArgumentException($"'{this[i].Key}' is no key of a coordinate, or stands twice.", nameof(coordinates));
    }

    /// <exception cref="ArgumentException">A key stands twice or is none.</exception>
    public static Coordinates Create(ReadOnlySpan<Coordinate> coordinates) => new(coordinates.ToArray());

    /// <summary>The same with another value for a key, which they need not have.</summary>
    public Coordinates With(Coordinate coordinate) => new(this.Where(other => other.Key != coordinate.Key).Append(coordinate));

    /// <summary>Null if there is none on the axis.</summary>
    public T? Find<T>(Axis<T> axis) where T : struct => Find(axis.Key)?.Content as T?;

    /// <summary>Null if there is none of that key.</summary>
    public CoordinateValue? Find(string key)
    {
        foreach (var coordinate in this)
            if (coordinate.Key == key) return coordinate.Value;
        return null;
    }
}
