using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Programs;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Serialization;

namespace JsccGrid.Grains.Interfaces.Wire;

/// <summary>
/// What the cells of a grid have in common, and by far the most of each. Written and read as JSON once, not once for each cell,
/// and one object in memory for all cells that share it.
/// </summary>
internal sealed record CommonParts
{
    /// <summary>A cluster runs a few recipes on a few data sets; the bound only keeps years of them from piling up.</summary>
    private const int Kept = 64;

    private static readonly ConditionalWeakTable<Recipe, Written> Texts = [];
    private static readonly ConcurrentDictionary<string, CommonParts> Parsed = new(StringComparer.Ordinal);

    public required DataSetReference Data { get; init; }
    public WeightsReference? Weights { get; init; }
    public required Recipe Recipe { get; init; }
    public ProgramDescription? Program { get; init; }

    /// <summary>Null for the first.</summary>
    public int? Algorithm { get; init; }

    private ProgramScheme? scheme;

    /// <summary>Their JSON; the same string object for the same recipe object as long as the others are equal too.</summary>
    public static string TextOf(
        DataSetReference data, WeightsReference? weights, Recipe recipe, int? algorithm, ProgramDescription? program = null)
    {
        if (Texts.TryGetValue(recipe, out var last) && last.Parts.Data == data && last.Parts.Weights == weights
            && last.Parts.Algorithm == algorithm && last.Parts.Program == program)
            return last.Text;
        var parts = new CommonParts { Data = data, Weights = weights, Recipe = recipe, Algorithm = algorithm, Program = program };
        var written = new Written(parts, JsonSerializer.Serialize(parts, ExperimentJson.Compact));
        Texts.AddOrUpdate(recipe, written);
        return written.Text;
    }

    public static CommonParts Parse(string text)
    {
        if (Parsed.TryGetValue(text, out var known)) return known;
        if (Parsed.Count >= Kept) Parsed.Clear();
        return Parsed.GetOrAdd(text, JsonSerializer.Deserialize<CommonParts>(text, ExperimentJson.Compact)!);
    }

    /// <summary>The scheme of a name: that of the program where there is one, and then one object for all cells.</summary>
    public Scheme SchemeOf(string name)
    {
        if (Program is not { } program) return SchemeCatalog.Of(name);
        return scheme is { } known && known.Name == name ? known : scheme = new ProgramScheme(name, program);
    }

    private sealed record Written(CommonParts Parts, string Text);
}
