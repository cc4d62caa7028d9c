using System.Text.Json.Serialization;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Programs;

/// <summary>A coordinate of an outside program's cells, as its grid file describes it.</summary>
public sealed record ProgramAxis
{
    /// <summary>Numbers beyond it are no coordinate that anybody means.</summary>
    private const double Most = 1e15;

    /// <summary>Axes that figures know by their names: what is called so is one of these.</summary>
    private static readonly Axis[] Shared = [Axis.Bandwidth, Axis.TrainSnrDb, Axis.Channel];

    /// <summary>Its key in grid files and in what the program is told.</summary>
    [Count(1, 40, Of = "characters")]
    public required string Name { get; init; }

    /// <summary>As in labels; null for its name.</summary>
    [Count(1, 20, Of = "characters")]
    public string? Symbol { get; init; }

    /// <summary>For people; null for its symbol and its unit.</summary>
    [Count(1, 60, Of = "characters")]
    public string? Title { get; init; }

    [Count(1, 30, Of = "characters")]
    public string? Unit { get; init; }

    public required ProgramAxisType Type { get; init; }

    [Bounds(-Most, Most)]
    public double? Min { get; init; }

    [Bounds(-Most, Most)]
    public double? Max { get; init; }

    /// <summary>What a word may be; null for any.</summary>
    [Count(1, 100)]
    public EquatableList<string>? Words { get; init; }

    /// <summary>The axis that every scheme calls so; null for one of the program's own.</summary>
    [JsonIgnore]
    public Axis? SharedAxis => Array.Find(Shared, axis => axis.Key == Name);

    /// <summary>The C# type of its values.</summary>
    [JsonIgnore]
    public Type ValueType => Type switch
    {
        ProgramAxisType.Integer => typeof(int),
        ProgramAxisType.Number => typeof(double),
        ProgramAxisType.Decibel => typeof(SnrDb),
        _ => typeof(string),
    };

    /// <summary>
    /// What is wrong with it beyond the sizes of its parts: under which key, and what would be right. What is wrong with its name stands
    /// alone.
    /// </summary>
    internal IEnumerable<(string Key, string Text)> Problems() =>
        !Coordinate.IsKey(Name) || Name == FigureDefinition.TestSnr
            ? [("name", $"'{OneLine.Shown(Name)}' cannot be the name of an axis: "
                + "a small letter, then letters and digits, and nothing that every cell has.")]
        : SharedAxis is { } shared ? ProblemsOf(shared)
        : OwnProblems();

    private IEnumerable<(string Key, string Text)> ProblemsOf(Axis shared)
    {
        if (shared.Type != ValueType)
        {
            var expected =
                EnumNames.Of(Enum.GetValues<ProgramAxisType>().First(type => (this with { Type = type }).ValueType == shared.Type));
            yield return ("type", $"{Name} is the same for all schemes; expected {expected}.");
        }
        foreach (var (key, value) in new (string, object?)[] { ("min", Min), ("max", Max), ("words", Words) })
            if (value is not null)
                yield return (key, $"what {Name} may be is the same for all schemes; remove it, or call the axis something else.");
    }

    private IEnumerable<(string Key, string Text)> OwnProblems()
    {
        var isWord = Type == ProgramAxisType.Word;
        if (Words is not null && !isWord) yield return ("words", "only an axis of type word has words; remove it.");
        else if (Words is { } words && WordProblem(words) is { } problem) yield return ("words", problem);
        foreach (var (key, value) in new[] { ("min", Min), ("max", Max) })
        {
            if (value is not { } number) continue;
            if (isWord) yield return (key, "words have no range; remove it.");
            else if (Type == ProgramAxisType.Integer && (number != Math.Floor(number) || number is < int.MinValue or > int.MaxValue))
                yield return (key, $"{CoordinateValue.Of(number)} is not a whole number of 32 bits.");
            else if (Type == ProgramAxisType.Decibel && number is < SnrDb.Least or > SnrDb.Most)
                yield return (key, $"{CoordinateValue.Of(number)} is out of range; expected {SnrDb.Least} to {SnrDb.Most} dB.");
        }
        if (this is { Min: { } min, Max: { } max } && min > max && !isWord)
            yield return ("min", $"{CoordinateValue.Of(min)} is above max, {CoordinateValue.Of(max)}.");
    }

    private static string? WordProblem(IEnumerable<string> words) =>
        words.Any(string.IsNullOrEmpty) ? "a word is empty."
        : words.FirstOrDefault(word => word.Length > CoordinateValue.MaxWord) is { } wide
            ? $"'{OneLine.Shown(wide)}' has {wide.Length} characters; expected at most {CoordinateValue.MaxWord}."
        : Twins.ProblemOf(words);

    /// <exception cref="ArgumentException">Its name is no key of an axis.</exception>
    internal Axis ToAxis()
    {
        var symbol = Symbol ?? Name;
        var title = Title ?? (Unit is null ? symbol : $"{symbol} in {Unit}");
        return SharedAxis ?? Type switch
        {
            ProgramAxisType.Integer =>
                new Axis<int> { Key = Name, Symbol = symbol, Title = title, Bounds = Range(int.MinValue, int.MaxValue) },
            ProgramAxisType.Number => new Axis<double> { Key = Name, Symbol = symbol, Title = title, Bounds = Range(-Most, Most) },
            ProgramAxisType.Decibel =>
                new Axis<SnrDb> { Key = Name, Symbol = symbol, Title = title, Bounds = Range(SnrDb.Least, SnrDb.Most) },
            _ => new Axis<string> { Key = Name, Symbol = symbol, Title = title, Words = Words },
        };
    }

    private BoundsAttribute Range(double least, double most) => new(Min ?? least, Max ?? most)
    {
        OrInfinity = Type == ProgramAxisType.Decibel && Max is null, Unit = Unit ?? "",
    };
}
