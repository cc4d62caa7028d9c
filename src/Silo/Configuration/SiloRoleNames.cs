using System.Collections.Immutable;

namespace JsccGrid.Silo.Configuration;

/// <summary>Roles as people write them.</summary>
internal static class SiloRoleNames
{
    private static readonly ImmutableArray<(string Name, SiloRole Role)> Table =
    [
        ("one-machine", SiloRole.OneMachine),
        ("control", SiloRole.Control),
        ("worker", SiloRole.Worker),
        ("both", SiloRole.Both),
    ];

    public static IEnumerable<string> All => Table.Select(entry => entry.Name);

    public static string Name(this SiloRole role) => Table.Single(entry => entry.Role == role).Name;

    /// <returns>Null when there is no such role.</returns>
    public static SiloRole? Parse(string name) =>
        Table.Where(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase))
            .Select(entry => (SiloRole?)entry.Role).SingleOrDefault();
}
