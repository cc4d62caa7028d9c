using System.Text.Json;
using System.Text.RegularExpressions;
using JsccGrid.Experiments.Recipes;

namespace JsccGrid.Experiments.Cells;

/// <summary>A named value of a cell.</summary>
/// <param name="Key">The key of its axis: <c>trainSnrDb</c>.</param>
/// <param name="Value">What the cell has there.</param>
public readonly partial record struct Coordinate(string Key, CoordinateValue Value)
{
    /// <summary>What else the canonical form of a cell holds, so that no coordinate can be called so.</summary>
    private static readonly HashSet<string> Taken =
    [
        "algorithm", "scheme", "program", "seed", "data", "weights", "recipe",
        .. typeof(Recipe).GetProperties().Select(section => JsonNamingPolicy.CamelCase.ConvertName(section.Name)),
    ];

    /// <summary>Whether a coordinate can have this key: camel case, and nothing that a cell has anyway.</summary>
    public static bool IsKey(string key) => KeyPattern().IsMatch(key) && !Taken.Contains(key);

    [GeneratedRegex(@"^[a-z][A-Za-z0-9]{0,39}\z")]
    private static partial Regex KeyPattern();
}
