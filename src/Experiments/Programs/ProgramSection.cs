using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Yaml;

namespace JsccGrid.Experiments.Programs;

/// <summary>Reads the <c>schemes</c> of a grid file, before everything that may name one.</summary>
/// <param name="source">The file, which takes the errors.</param>
/// <param name="folder">Where the programs' files lie; null where there can be none.</param>
internal sealed class ProgramSection(YamlSource source, string? folder)
{
    public const string Key = "schemes";

    /// <summary>
    /// The schemes, as far as they could be read: what is named rightly is a scheme, whatever else is wrong with it, so that the sweeps
    /// that name it are not wrong too.
    /// </summary>
    public IReadOnlyList<ProgramScheme> Read()
    {
        var section = new YamlBinder(source).Bind<Section>(source.Root.Only(Key), "");
        if (section.Schemes is not { } definitions) return [];
        var schemes = new List<ProgramScheme>();
        for (var i = 0; i < definitions.Count; i++)
        {
            if (definitions[i] is not { } definition) continue;
            var path = source.ItemOf(Key, i);
            new ProgramRules(definition, path, source).Check([.. schemes.Select(scheme => scheme.Name)]);
            var files = ReadFiles(definition, path);
            if (source.IsSound($"{path}.name")) schemes.Add(SchemeOf(definition, path, files));
        }
        return schemes;
    }

    private ProgramScheme SchemeOf(ProgramDefinition definition, string path, IEnumerable<ProgramFile> files) =>
        new(definition.Name, new ProgramDescription
    {
        Title = definition.Title ?? definition.Name,
        Command = source.IsSound($"{path}.command") ? definition.Command : ["?"],
        Files = source.IsSound($"{path}.files") ? [.. files.OrderBy(file => file.Name, StringComparer.Ordinal)] : [],
        Axes = source.IsSound($"{path}.axes") ? definition.Axes : [.. SoundAxes(definition, path)],
        Needs = source.IsSound($"{path}.needs") ? [.. definition.Needs.Order()] : [],
        Measures = source.IsSound($"{path}.measures")
            ? definition.Measures with { Values = [.. definition.Measures.Values.Order()] }
            : new ProgramMeasures(),
    });

    /// <summary>Those that could be read, so that sweeps over them are not wrong because another axis is.</summary>
    private IEnumerable<ProgramAxis> SoundAxes(ProgramDefinition definition, string path) => (definition.Axes ?? [])
        .Where((axis, i) => axis is not null && source.ItemOf($"{path}.axes", i) is var place
            && source.IsSound($"{place}.name") && source.IsSound($"{place}.type"))
        .Select(axis => axis with { Min = null, Max = null, Words = null })
        .DistinctBy(axis => axis.Name);

    private List<ProgramFile> ReadFiles(ProgramDefinition definition, string path)
    {
        var files = new List<ProgramFile>();
        if (definition.Files is not { } names || !source.IsSound($"{path}.files")) return files;
        if (folder is null)
        {
            source.Add($"{path}.files", "a grid that is no file has no folder that they could lie in.");
            return files;
        }
        for (var i = 0; i < names.Count; i++)
        {
            var (file, problem) = ProgramFolder.Read(folder, names[i]);
            if (file is not null) files.Add(file);
            else source.Add(source.ItemOf($"{path}.files", i), problem!);
        }
        if (files.Sum(file => file.Size) > ProgramDescription.MaxBytes)
            source.Add($"{path}.files", $"{files.Sum(file => file.Size):N0} bytes; {ProgramDescription.ExpectedBytes}");
        foreach (var part in (definition.Command ?? []).OfType<string>().Distinct()
            .Where(part => ProgramFile.IsName(part) && !names.Contains(part)))
        {
            if (File.Exists(Path.Combine(folder, part)))
                source.Add($"{path}.command",
                    $"'{part}' lies beside the grid file but is none of the program's files; add it to 'files', so that workers have it.");
        }
        return files;
    }

    private sealed record Section
    {
        [Count(0, 50)]
        public EquatableList<ProgramDefinition>? Schemes { get; init; }
    }
}
