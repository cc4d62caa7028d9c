using YamlDotNet.Core;

namespace JsccGrid.Experiments.Yaml;

/// <summary>A value of a YAML document, where it was written, and how much it is when every alias is written out.</summary>
internal abstract class YamlNode(Mark start)
{
    public Mark Start { get; } = start;

    /// <summary>Values in it, itself included.</summary>
    public virtual int Size => 1;

    /// <summary>Lists and mappings within each other.</summary>
    public virtual int Depth => 0;
}

/// <param name="start">Where.</param>
/// <param name="value">Its text.</param>
/// <param name="isPlain">Whether it stands without quotes or tag, so that it may mean something other than its text.</param>
internal sealed class YamlScalar(Mark start, string value, bool isPlain) : YamlNode(start)
{
    public string Value { get; } = value;

    public bool IsPlain { get; } = isPlain;

    /// <summary>Whether it says that there is nothing: <c>null</c>, <c>~</c>, or an empty place.</summary>
    public bool IsNothing => IsPlain && Value is "" or "~" or "null" or "Null" or "NULL";
}

internal sealed class YamlSequence(Mark start, IReadOnlyList<YamlNode> items) : YamlNode(start)
{
    public IReadOnlyList<YamlNode> Items { get; } = items;

    public override int Size { get; } = 1 + items.Sum(item => item.Size);

    public override int Depth { get; } = 1 + items.Select(item => item.Depth).DefaultIfEmpty().Max();
}

/// <summary>Its entries in the order in which they were written, each key once.</summary>
internal sealed class YamlMapping(Mark start, IEnumerable<KeyValuePair<YamlScalar, YamlNode>> entries) : YamlNode(start)
{
    private readonly OrderedDictionary<string, KeyValuePair<YamlScalar, YamlNode>> byKey =
        new(entries.Select(entry => KeyValuePair.Create(entry.Key.Value, entry)));

    public IEnumerable<KeyValuePair<YamlScalar, YamlNode>> Entries => byKey.Values;

    public override int Size => 1 + Entries.Sum(entry => 1 + entry.Value.Size);

    public override int Depth => 1 + Entries.Select(entry => entry.Value.Depth).DefaultIfEmpty().Max();

    public YamlNode? Find(string key) => byKey.TryGetValue(key, out var entry) ? entry.Value : null;

    /// <summary>The same with another value for a key that it has.</summary>
    public YamlMapping With(string key, YamlNode value) =>
        new(Start, Entries.Select(entry => entry.Key.Value == key ? KeyValuePair.Create(entry.Key, value) : entry));

    /// <summary>A mapping of one key alone, where it has that.</summary>
    public YamlMapping Only(string key) => new(Start, Entries.Where(entry => entry.Key.Value == key));

    public YamlMapping Without(string key) => new(Start, Entries.Where(entry => entry.Key.Value != key));
}
