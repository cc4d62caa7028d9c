using YamlDotNet.Core;

namespace JsccGrid.Experiments.Yaml;

/// <summary>A parsed YAML file and the errors found in it so far.</summary>
internal sealed class YamlSource
{
    public const string ExpectedDocument = "expected one YAML document of 'key: value' lines.";

    private readonly Dictionary<string, Mark> places = [];
    private readonly HashSet<string> faulty = [];

    private YamlSource(string file, YamlMapping root, List<InputError> errors)
    {
        File = file;
        Root = root;
        Errors = errors;
    }

    public string File { get; }

    public YamlMapping Root { get; }

    public List<InputError> Errors { get; }

    /// <exception cref="InvalidInputException">Not YAML, or not one mapping.</exception>
    public static YamlSource Parse(string text, string file)
    {
        if (text.Length > InputFile.MaxBytes) throw Refuse(file, Mark.Empty, $"longer than {InputFile.MaxBytes / 1024} KiB.");
        var errors = new List<InputError>();
        try
        {
            return YamlComposer.Compose(text, file, errors) is YamlMapping root
                ? new YamlSource(file, root, errors)
                : throw Refuse(file, new Mark(0, 1, 1), ExpectedDocument);
        }
        catch (InvalidInputException) when (TabOfIndentation(text) is { } tab)
        {
            // The parser stumbles over it wherever it must, mostly elsewhere.
            throw Refuse(file, tab, "a tab: YAML takes no tabs for indentation, only spaces.");
        }
    }

    /// <summary>Remembers where the value at a path such as <c>sweeps[2].bandwidth</c> was written.</summary>
    public void Place(string path, YamlNode node) => places[path] = node.Start;

    /// <summary>Where an item of a list stands: at the list's own place if a single value stands for a list of one.</summary>
    public string ItemOf(string list, int index) => $"{list}[{index}]" is var item && places.ContainsKey(item) ? item : list;

    /// <summary>Adds an error about the value at a path.</summary>
    public void Add(string path, YamlNode node, string text)
    {
        Fault(path);
        Errors.Add(new InputError(File, node.Start.Line, node.Start.Column, text));
    }

    /// <summary>Adds an error about the value at a path, at the line of the nearest part of it that was written.</summary>
    public void Add(string path, string text)
    {
        var written = path;
        while (written.Length > 0 && !places.ContainsKey(written)) written = Parent(written);
        var mark = written.Length > 0 ? places[written] : Root.Start;
        Fault(path);
        Errors.Add(new InputError(File, mark.Line, mark.Column, $"{path}: {text}"));
    }

    /// <summary>Lets a value pass for wrong without an error of its own, because another error says what is wrong with it.</summary>
    public void Fault(string path) => faulty.Add(path);

    /// <summary>Whether nothing wrong was found in the value at a path, so that it can be compared with others.</summary>
    public bool IsSound(string path)
    {
        for (var part = path; part.Length > 0; part = Parent(part))
            if (faulty.Contains(part)) return false;
        return !faulty.Any(fault => fault.StartsWith(path, StringComparison.Ordinal) && fault[path.Length] is '.' or '[');
    }

    public void ThrowIfInvalid()
    {
        if (Errors.Count > 0) throw new InvalidInputException([.. Errors.OrderBy(error => error.Line).ThenBy(error => error.Column)]);
    }

    private static InvalidInputException Refuse(string file, Mark mark, string reason) =>
        new([new InputError(file, mark.Line, mark.Column, reason)]);

    /// <summary>Where the first line begins with white space that holds a tab.</summary>
    private static Mark? TabOfIndentation(string text)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var indentation = line[..^line.TrimStart().Length];
            if (indentation.Length < line.Length && indentation.IndexOf('\t') is >= 0 and var column)
                return new Mark(0, number, column + 1);
        }
        return null;
    }

    private static string Parent(string path)
    {
        var cut = path.AsSpan().LastIndexOfAny('.', '[');
        return cut < 0 ? "" : path[..cut];
    }
}
