using JsccGrid.Experiments.Limits;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace JsccGrid.Experiments.Yaml;

/// <summary>
/// Puts the nodes of a document together and never more of them than a person would write: depth and aliases are bounded while they
/// are read, so that no file exhausts the stack, the memory or anybody's patience. Keys are texts, each once in its mapping;
/// <c>&lt;&lt;</c> takes over the keys of other mappings (yaml.org/type/merge.html).
/// </summary>
internal sealed class YamlComposer
{
    public const int MaxDepth = 64;
    public const int MaxSize = 100_000;
    private const string MergeKey = "<<";

    private readonly string file;
    private readonly Parser parser;
    private readonly List<InputError> errors;
    private readonly Dictionary<string, YamlNode> anchors = [];
    private readonly HashSet<string> open = [];
    private int size;

    private YamlComposer(TextReader text, string file, List<InputError> errors)
    {
        this.file = file;
        this.errors = errors;
        parser = new Parser(text);
        Next();
    }

    private ParsingEvent Current => parser.Current!;

    /// <param name="text">The document.</param>
    /// <param name="file">Its name, for errors.</param>
    /// <param name="errors">Where errors go that do not keep the rest from being read.</param>
    /// <exception cref="InvalidInputException">Not one YAML document, or too large.</exception>
    public static YamlNode Compose(string text, string file, List<InputError> errors)
    {
        var composer = new YamlComposer(new StringReader(text), file, errors);
        if (composer.Current is StreamStart) composer.Next();
        if (composer.Current is StreamEnd) throw composer.Fault(composer.Current.Start, YamlSource.ExpectedDocument);
        composer.Next();
        var root = composer.Read(depth: 0);
        composer.Next();
        if (composer.Current is not StreamEnd) throw composer.Fault(composer.Current.Start, YamlSource.ExpectedDocument);
        return root;
    }

    /// <summary>The node at the current event, which afterwards is the one behind it.</summary>
    private YamlNode Read(int depth)
    {
        if (++size > MaxSize) throw TooLarge(Current.Start);
        switch (Current)
        {
            case AnchorAlias alias:
                return Resolve(alias, depth);
            case Scalar scalar:
                Next();
                return Anchored(scalar,
                    new YamlScalar(scalar.Start, scalar.Value, scalar is { Style: ScalarStyle.Plain, Tag.IsEmpty: true }));
            case NodeEvent collection:
                if (depth == MaxDepth) throw TooDeep(collection.Start);
                if (!collection.Anchor.IsEmpty) open.Add(collection.Anchor.Value);
                Next();
                YamlNode node = collection is SequenceStart
                    ? ReadSequence(collection.Start, depth + 1)
                    : ReadMapping(collection.Start, depth + 1);
                if (!collection.Anchor.IsEmpty) open.Remove(collection.Anchor.Value);
                Next();
                return Anchored(collection, node);
            default:
                throw Fault(Current.Start, "not valid YAML: a value is missing here.");
        }
    }

    private YamlSequence ReadSequence(Mark start, int depth)
    {
        var items = new List<YamlNode>();
        while (Current is not SequenceEnd) items.Add(Read(depth));
        return new YamlSequence(start, items);
    }

    private YamlMapping ReadMapping(Mark start, int depth)
    {
        var entries = new OrderedDictionary<string, KeyValuePair<YamlScalar, YamlNode>>();
        var merged = new List<YamlMapping>();
        while (Current is not MappingEnd)
        {
            if (Read(depth) is not YamlScalar key) throw Fault(Current.Start, "a key is a text; lists and mappings cannot be keys.");
            var value = Read(depth);
            if (key is { IsPlain: true, Value: MergeKey }) merged.AddRange(Merged(value));
            else if (entries.TryGetValue(key.Value, out var former))
                Add(key.Start, $"{OneLine.Shown(key.Value)}: stands twice in one mapping; first in line {former.Key.Start.Line}.");
            else entries.Add(key.Value, KeyValuePair.Create(key, value));
        }
        foreach (var entry in merged.SelectMany(mapping => mapping.Entries)) entries.TryAdd(entry.Key.Value, entry);
        return new YamlMapping(start, entries.Values);
    }

    private IEnumerable<YamlMapping> Merged(YamlNode value)
    {
        var nodes = value is YamlSequence list ? list.Items : [value];
        foreach (var wrong in nodes.Where(node => node is not YamlMapping))
            Add(wrong.Start, $"{MergeKey}: expected a mapping whose keys to take over, or a list of mappings, as in "
                + $"'{MergeKey}: *anchor'.");
        return nodes.OfType<YamlMapping>();
    }

    private YamlNode Resolve(AnchorAlias alias, int depth)
    {
        var name = alias.Value.Value;
        if (open.Contains(name)) throw Fault(alias.Start, $"*{OneLine.Shown(name)} stands within what it stands for.");
        if (!anchors.TryGetValue(name, out var node))
            throw Fault(alias.Start, $"*{OneLine.Shown(name)}: no value before it has the anchor &{OneLine.Shown(name)}.");
        size += node.Size - 1;
        if (size > MaxSize) throw TooLarge(alias.Start);
        if (depth + node.Depth > MaxDepth) throw TooDeep(alias.Start);
        Next();
        return node;
    }

    private YamlNode Anchored(NodeEvent at, YamlNode node)
    {
        if (!at.Anchor.IsEmpty) anchors[at.Anchor.Value] = node;
        return node;
    }

    private void Next()
    {
        try
        {
            parser.MoveNext();
        }
        catch (YamlException exception)
        {
            throw Fault(exception.Start, $"not valid YAML: {exception.InnerException?.Message ?? exception.Message}");
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or FormatException
            or OverflowException)
        {
            // What YamlDotNet throws for some unclosed brackets and wrong escapes.
            throw Fault(parser.Current?.Start ?? Mark.Empty,
                "not valid YAML: a bracket or quote opened near here is not closed, or an escape is none.");
        }
    }

    private void Add(Mark mark, string text) => errors.Add(new InputError(file, mark.Line, mark.Column, text));

    private InvalidInputException TooDeep(Mark mark) =>
        Fault(mark, $"nested too deep; expected at most {MaxDepth} lists and mappings within each other.");

    private InvalidInputException TooLarge(Mark mark) =>
        Fault(mark, $"too large; expected at most {MaxSize} values, those of aliases (*name) counted each time.");

    private InvalidInputException Fault(Mark mark, string text)
    {
        Add(mark, text);
        return new InvalidInputException([.. errors]);
    }
}
