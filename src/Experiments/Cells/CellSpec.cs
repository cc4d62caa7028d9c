using System.Text.Json.Serialization;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Experiments.Cells;

/// <summary>
/// One model to train and evaluate: a scheme and its coordinates, of which a scheme has its own: a digital cell has no bandwidth, because
/// its bits are the same whatever channel carries them.
/// </summary>
[JsonConverter(typeof(CellJson))]
public sealed record CellSpec
{
    /// <summary>Part of every id and key: raised when training or evaluation comes to mean something else.</summary>
    public const int AlgorithmVersion = 2;

    /// <summary>The version of everything that was written before it was written down.</summary>
    public const int FirstAlgorithm = 1;

    /// <summary>
    /// The version of training and evaluation that its result is of. Results of former versions are read; no program of a later one makes
    /// them, since they would be of neither.
    /// </summary>
    public int Algorithm { get; init; } = AlgorithmVersion;

    public required Scheme Scheme { get; init; }

    public Coordinates Coordinates { get; init; } = [];

    [Bounds(0, int.MaxValue)]
    public required int Seed { get; init; }
    public required DataSetReference Data { get; init; }

    /// <summary>Initial backbone weights; null for a random initialisation.</summary>
    public WeightsReference? Weights { get; init; }

    public required Recipe Recipe { get; init; }

    /// <summary>The SNRs that it is tested at, each once, in the recipe's order; without a channel there is no noise.</summary>
    [JsonIgnore]
    public EquatableList<SnrDb> TestSnrDb =>
        Scheme.CrossesChannel ? [.. Recipe.Evaluation.TestSnrDb.Distinct()] : [SnrDb.Noiseless];

    /// <summary>The shared stages this cell reads, in the order they must run; their own requirements come first.</summary>
    [JsonIgnore]
    public IReadOnlyList<StageSpec> RequiredStages
    {
        get
        {
            if (Scheme.Requires(Recipe) is not { } kind) return [];
            var stage = new StageSpec
            {
                Kind = kind, Seed = Seed, Data = Data, Weights = Weights, Recipe = Recipe, Algorithm = WrittenAlgorithm,
            };
            return [.. stage.RequiredStages, stage];
        }
    }

    /// <summary>Hash of what determines the result; names and unrelated parts of the recipe do not.</summary>
    [JsonIgnore]
    public CellId Id
    {
        get
        {
            var identity = new Dictionary<string, object?>
            {
                ["algorithm"] = Algorithm,
                ["scheme"] = Scheme.Name,
                ["seed"] = Seed,
                ["data"] = Data with { Name = "" },
            };
            foreach (var coordinate in Named) identity.Add(coordinate.Key, coordinate.Value.Content);
            foreach (var (key, section) in Scheme.IdentityOf(this)) identity.Add(key, section);
            return CellId.Parse(ExperimentJson.Hash(identity));
        }
    }

    /// <summary><see cref="Algorithm"/> as files have it: nothing of the first.</summary>
    internal int? WrittenAlgorithm => Algorithm == FirstAlgorithm ? null : Algorithm;

    /// <summary>For people: <c>jscc-ae B=512 SNR=-3 seed=0</c>.</summary>
    [JsonIgnore]
    public string Label => string.Join(' ', [
        Scheme.Name,
        .. Named.Select(at => $"{Scheme.FindAxis(at.Key)?.Symbol ?? at.Key}={at.Value}"),
        FormattableString.Invariant($"seed={Seed}")]);

    /// <summary>
    /// Its coordinates in the order of the scheme's axes, those behind them that no axis of its scheme describes. Defaults are left out,
    /// so that a cell keeps its id when its scheme is given another axis.
    /// </summary>
    [JsonIgnore]
    public IEnumerable<Coordinate> Named =>
        from coordinate in Coordinates
        let place = Scheme.Axes.TakeWhile(axis => axis.Key != coordinate.Key).Count()
        where place == Scheme.Axes.Count || coordinate.Value != Scheme.Axes[place].DefaultValue
        orderby place
        select coordinate;

    /// <summary>Its coordinate on an axis of its scheme, be it the default.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    public T Value<T>(Axis<T> axis) where T : notnull =>
        axis.ValueOf(this) is { Content: T value } ? value : throw new InvalidOperationException($"'{Label}' has no {axis.Key}.");

    /// <summary>Its coordinate on an axis, be it the default; null if it has none.</summary>
    public T? Find<T>(Axis<T> axis) where T : struct => axis.ValueOf(this)?.Content as T?;

    /// <summary>The same with another coordinate, which it need not have.</summary>
    public CellSpec With<T>(Axis<T> axis, T value) where T : notnull => this with { Coordinates = Coordinates.With(axis.At(value)) };
}
