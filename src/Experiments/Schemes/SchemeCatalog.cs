using System.Text.RegularExpressions;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Yaml;

namespace JsccGrid.Experiments.Schemes;

/// <summary>Every scheme there is: the paper's, and those that a program adds when it starts.</summary>
public static partial class SchemeCatalog
{
    private static readonly Lock Adding = new();

    /// <summary>In the order in which tables and figures show them.</summary>
    public static IReadOnlyList<Scheme> All { get; private set; } = [Scheme.ReIdBaseline, Scheme.JsccAe, Scheme.JsccFc, Scheme.Digital];

    public static IEnumerable<string> Names => All.Select(scheme => scheme.Name);

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
        RequireName(scheme.Name);
        lock (Adding)
        {
            var known = Find(scheme.Name);
            if (known is not null && !ReferenceEquals(known, scheme))
                throw new ArgumentException($"There are two schemes '{scheme.Name}'.", nameof(scheme));
            if (known is null) All = [.. All, scheme];
        }
    }

    /// <summary>The scheme of a name; one that is not <see cref="Scheme.IsKnown">known</see> if there is none.</summary>
    /// <exception cref="ArgumentException">It cannot be the name of a scheme.</exception>
    public static Scheme Of(string name) => Find(name) ?? new UnknownScheme(RequireName(name));

    /// <summary>Null if there is no such scheme.</summary>
    public static Scheme? Find(string name) => All.FirstOrDefault(scheme => scheme.Name == name);

    /// <summary>What is said of a name that no scheme has.</summary>
    public static string WhyUnknown(string name) =>
        $"There is no scheme '{OneLine.Shown(name)}' in this version. {Suggestion.For(name, Names)}";

    private static string RequireName(string name) => NamePattern().IsMatch(name)
        ? name
        : throw new ArgumentException(
            $"'{OneLine.Shown(name)}' cannot be the name of a scheme: small letters, digits and '-'.", nameof(name));

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,59}\z")]
    private static partial Regex NamePattern();
}
