namespace JsccGrid.Experiments.Schemes;

/// <summary>Every scheme there is: the paper's, and those that a program adds when it starts.</summary>
public static class SchemeCatalog
{
    private static readonly Catalog<Scheme> Schemes = new("scheme", scheme => scheme.Name, Scheme.Own);

    /// <summary>In the order in which tables and figures show them.</summary>
    public static IReadOnlyList<Scheme> All => Schemes.All;

    public static IEnumerable<string> Names => Schemes.Names;

    /// <summary>Every axis there is, by its key; where schemes have different ones with one key, that of a certain scheme.</summary>
    internal static IEnumerable<Axis> AxesFrom(Scheme? first) =>
        (first?.Axes ?? []).Concat(All.SelectMany(scheme => scheme.Axes)).DistinctBy(axis => axis.Key);

    /// <summary>
    /// Adds a scheme behind the others. A program does so before it reads anything; adding the same one again changes nothing.
    /// </summary>
    /// <exception cref="ArgumentException">There is another of its name, it is no name, or two of its axes have one key.</exception>
    public static void Add(Scheme scheme)
    {
        if (scheme.Axes.CountBy(axis => axis.Key).FirstOrDefault(key => key.Value > 1).Key is { } twice)
            throw new ArgumentException($"Scheme '{scheme.Name}' has two axes with the key '{twice}'.", nameof(scheme));
        Schemes.Add(scheme);
    }

    /// <summary>The scheme of a name; one that is not <see cref="Scheme.IsKnown">known</see> if there is none.</summary>
    /// <exception cref="ArgumentException">It cannot be the name of a scheme.</exception>
    public static Scheme Of(string name) => Find(name) ?? new UnknownScheme(RequireName(name));

    /// <exception cref="ArgumentException">It cannot be the name of a scheme.</exception>
    internal static string RequireName(string name) => Schemes.RequireName(name);

    /// <summary>Null if there is no such scheme.</summary>
    public static Scheme? Find(string name) => Schemes.Find(name);

    /// <summary>What is said of a name that no scheme has.</summary>
    public static string WhyUnknown(string name) => Schemes.WhyUnknown(name);
}
