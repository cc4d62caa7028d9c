using System.Text.Json;
using System.Text.Json.Serialization;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Costs;
using JsccGrid.Experiments.Programs;
using JsccGrid.Experiments.Recipes;

namespace JsccGrid.Experiments.Schemes;

/// <summary>
/// How a feature vector crosses the channel: all that is known of it outside of training. Grid files, ids, labels, costs, heatmaps and
/// figures ask it and know no scheme by name. What it trains is in the training program, or in an outside <see cref="Program"/>. In files
/// it is its name, with its program if it has one.
/// </summary>
[JsonConverter(typeof(JsonName))]
public abstract class Scheme
{
    public static Scheme ReIdBaseline { get; } = new ReIdBaselineScheme();

    public static Scheme JsccAe { get; } = new JsccAeScheme();

    public static Scheme JsccFc { get; } = new JsccFcScheme();

    public static Scheme Digital { get; } = new DigitalScheme();

    public static Scheme JsccAeAdaptive { get; } = new JsccAeAdaptiveScheme();

    /// <summary>Those of this program, in the order in which tables and figures show them.</summary>
    internal static IEnumerable<Scheme> Own => [ReIdBaseline, JsccAe, JsccAeAdaptive, JsccFc, Digital];

    /// <summary>In grid files, stores, figures and labels: <c>jscc-ae</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The paper's own name, for figures and reports: <c>JSCC AE</c>.</summary>
    public abstract string Title { get; }

    /// <summary>Whether more than its name is known: it is in the <see cref="SchemeCatalog"/> or has a <see cref="Program"/>.</summary>
    public virtual bool IsKnown => true;

    /// <summary>The outside program that trains its cells; null where ours does.</summary>
    public virtual ProgramDescription? Program => null;

    /// <summary>
    /// The order of tables and figures: that of the <see cref="SchemeCatalog"/>, and behind it those that are not in it, by their names.
    /// </summary>
    public static IComparer<Scheme> Order { get; } = Comparer<Scheme>.Create((left, right) =>
        left.Place != right.Place ? left.Place.CompareTo(right.Place) : string.CompareOrdinal(left.Name, right.Name));

    private int Place => SchemeCatalog.All.TakeWhile(scheme => scheme != this).Count();

    /// <summary>
    /// The coordinates of its cells; each has all of them. The first two are the rows and the columns of its heatmap.
    /// </summary>
    public abstract IReadOnlyList<Axis> Axes { get; }

    /// <summary>
    /// The axis each of whose values has a line of its own where the scheme's lines are envelopes of cells; null where an envelope may
    /// choose among all.
    /// </summary>
    public virtual Axis? PartAxis => null;

    /// <summary>Which of these parts a cell belongs to; null where there are none.</summary>
    public virtual CoordinateValue? PartOf(CellSpec cell) => PartAxis?.ValueOf(cell);

    /// <summary>What to say to somebody who gives it a coordinate that it does not have; null for nothing.</summary>
    public virtual string? WhyNot(string key) => null;

    /// <summary>Whether features cross the noisy channel as symbols, so that a result has a point for every test SNR.</summary>
    public virtual bool CrossesChannel => false;

    /// <summary>Whether figures show it as a level that the others are held against, not as a line of its own.</summary>
    public virtual bool IsReference => false;

    /// <summary>Whether a result says how many bits a query takes.</summary>
    public virtual bool HasBits => false;

    /// <summary>The shared stage that must be there before its cells, whose own requirements come before it; null for none.</summary>
    public virtual StageKind? Requires(Recipe recipe) => StageKind.Features;

    /// <summary>The sections of the recipe that not every scheme reads but this one does, under their keys in ids.</summary>
    public virtual IEnumerable<(string Key, object Section)> OwnSections(Recipe recipe) => [];

    /// <summary>What determines a cell's result beside its scheme, coordinates, seed and data, under its keys in ids.</summary>
    public virtual IEnumerable<(string Key, object? Section)> IdentityOf(CellSpec cell) =>
    [
        .. StagesIdentity(cell),
        ("evaluation", cell.Recipe.Evaluation),
        .. OwnSections(cell.Recipe).Select(own => (own.Key, (object?)own.Section)),
    ];

    /// <summary>What the backbone is, and the stages that the cell needs.</summary>
    protected IEnumerable<(string Key, object? Section)> StagesIdentity(CellSpec cell) =>
    [
        ("weights", cell.Weights?.Sha256),
        ("input", cell.Recipe.Input),
        ("augmentation", cell.Recipe.Augmentation),
        ("backbone", cell.Recipe.Backbone),
        ("baseline", Requires(cell.Recipe) is null ? null : cell.Recipe.Baseline),
        ("precision", cell.Recipe.PrecisionOfIdentity),
    ];

    /// <summary>
    /// Floating-point operations of training and testing a cell, without the stages it shares; null where nobody knows. Ranking is not
    /// counted for any scheme.
    /// </summary>
    public abstract double? Flops(CellSpec cell, WorkCost cost);

    /// <summary>What figures say of its cells beside what their points are; null for nothing.</summary>
    public virtual string? NoteOf(CellSpec cell) => null;

    /// <summary>Its axis with a key, or another scheme's; null if nobody has one.</summary>
    public Axis? FindAxis(string key) => SchemeCatalog.AxesFrom(this).FirstOrDefault(axis => axis.Key == key);

    public override string ToString() => Name;

    internal sealed class JsonName : JsonConverter<Scheme>
    {
        public override Scheme Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                if (reader.TokenType == JsonTokenType.String) return SchemeCatalog.Of(reader.GetString()!);
                var read = JsonSerializer.Deserialize<Outside>(ref reader, options)
                    ?? throw new JsonException("A scheme is a name, alone or with a program.");
                return new ProgramScheme(read.Name, read.Program);
            }
            catch (ArgumentException exception)
            {
                throw new JsonException(exception.Message, exception);
            }
        }

        public override void Write(Utf8JsonWriter writer, Scheme value, JsonSerializerOptions options)
        {
            if (value.Program is { } program) JsonSerializer.Serialize(writer, new Outside(value.Name, program), options);
            else writer.WriteStringValue(value.Name);
        }

        private sealed record Outside(string Name, ProgramDescription Program);
    }
}
