using JsccGrid.Experiments.Cells;

namespace JsccGrid.Experiments.Schemes;

/// <summary>Every scheme there is.</summary>
public static class SchemeCatalog
{
    private static readonly Dictionary<Scheme, SchemeDescription> Descriptions = new SchemeDescription[]
    {
        new ReIdBaselineDescription(), new JsccAeDescription(), new JsccFcDescription(), new DigitalDescription(),
    }.ToDictionary(description => description.Scheme);

    /// <summary>In the order in which tables and figures show them.</summary>
    public static IReadOnlyList<SchemeDescription> All { get; } = [.. Descriptions.Values.OrderBy(description => description.Scheme)];

    /// <exception cref="ArgumentOutOfRangeException">No such scheme, as a store or a client of a later version may name one.</exception>
    public static SchemeDescription Of(Scheme scheme) =>
        Find(scheme) ?? throw new ArgumentOutOfRangeException(nameof(scheme), scheme, "There is no such scheme.");

    /// <summary>Null if there is no such scheme.</summary>
    public static SchemeDescription? Find(Scheme scheme) => Descriptions.GetValueOrDefault(scheme);
}
