using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace JsccGrid.Experiments.Yaml;

/// <summary>A parsed YAML file and the errors found in it so far.</summary>
internal sealed class YamlSource
{
    private readonly Dictionary<string, Mark> places = [];

    private YamlSource(string file, YamlMappingNode root)
    {
        File = file;
        Root = root;
    }

    public string File { get; }

    public YamlMappingNode Root { get; }

    public List<InputError> Errors { get; } = [];

    /// <exception cref="InvalidInputException">Not YAML, or not one mapping.</exception>
    public static YamlSource Parse(string text, string file)
    {
        var stream = new YamlStream();
        var parser = new Parser(new StringReader(text));
        try
        {
            stream.Load(parser);
        }
        catch (YamlException exception)
        {
            throw NotYaml(file, exception.Start, exception.InnerException?.Message ?? exception.Message);
        }
        catch (InvalidOperationException)
        {
            // What YamlDotNet throws for some unclosed brackets.
            throw NotYaml(file, parser.Current?.Start ?? Mark.Empty, "a bracket or quote opened near here is not closed.");
        }
        if (stream.Documents is [{ RootNode: YamlMappingNode root }]) return new YamlSource(file, root);
        throw new InvalidInputException([new InputError(file, 1, 1, "expected one YAML document of 'key: value' lines.")]);
    }

    /// <summary>Remembers where the value at a path such as <c>sweeps[2].bandwidth</c> was written.</summary>
    public void Place(string path, YamlNode node) => places[path] = node.Start;

    public void Add(YamlNode node, string text) => Errors.Add(new InputError(File, node.Start.Line, node.Start.Column, text));

    /// <summary>Adds an error about the value at a path, at the line of the nearest part of it that was written.</summary>
    public void Add(string path, string text)
    {
        var written = path;
        while (written.Length > 0 && !places.ContainsKey(written)) written = Parent(written);
        var mark = written.Length > 0 ? places[written] : Root.Start;
        Errors.Add(new InputError(File, mark.Line, mark.Column, $"{path}: {text}"));
    }

    public void ThrowIfInvalid()
    {
        if (Errors.Count > 0) throw new InvalidInputException([.. Errors.OrderBy(error => error.Line).ThenBy(error => error.Column)]);
    }

    private static InvalidInputException NotYaml(string file, Mark mark, string reason) =>
        new([new InputError(file, mark.Line, mark.Column, $"not valid YAML: {reason}")]);

    private static string Parent(string path)
    {
        var cut = path.AsSpan().LastIndexOfAny('.', '[');
        return cut < 0 ? "" : path[..cut];
    }
}
