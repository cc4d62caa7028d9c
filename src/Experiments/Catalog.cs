using System.Text.RegularExpressions;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Yaml;

namespace JsccGrid.Experiments;

/// <summary>Descriptions by their names: those of this program, and behind them those that another adds when it starts.</summary>
/// <typeparam name="T">What is described.</typeparam>
/// <param name="kind">What one is called in errors: <c>scheme</c>.</param>
/// <param name="nameOf">Its name in files.</param>
/// <param name="own">Those that are always there.</param>
internal sealed partial class Catalog<T>(string kind, Func<T, string> nameOf, params IEnumerable<T> own)
    where T : class
{
    private readonly Lock adding = new();

    public IReadOnlyList<T> All { get; private set; } = [.. own];

    public IEnumerable<string> Names => All.Select(nameOf);

    /// <summary>Adds one behind the others; adding the same one again changes nothing.</summary>
    /// <exception cref="ArgumentException">There is another of its name, or it is no name.</exception>
    public void Add(T added)
    {
        var name = RequireName(nameOf(added));
        lock (adding)
        {
            var known = Find(name);
            if (known is not null && !ReferenceEquals(known, added))
                throw new ArgumentException($"There are two {kind}s '{name}'.", nameof(added));
            if (known is null) All = [.. All, added];
        }
    }

    /// <summary>Null if there is none of that name.</summary>
    public T? Find(string name) => All.FirstOrDefault(one => nameOf(one) == name);

    /// <summary>What is said of a name that none has.</summary>
    public string WhyUnknown(string name) => $"There is no {kind} '{OneLine.Shown(name)}' in this version. {Suggestion.For(name, Names)}";

    /// <exception cref="ArgumentException">It cannot be a name.</exception>
    public string RequireName(string name) => NamePattern().IsMatch(name)
        ? name
        : throw new ArgumentException(
            $"'{OneLine.Shown(name)}' cannot be the name of a {kind}: small letters, digits and '-'.", nameof(name));

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,59}\z")]
    private static partial Regex NamePattern();
}
