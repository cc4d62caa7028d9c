using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;
using Orleans.Serialization.Cloning;

namespace JsccGrid.Grains.Interfaces.Wire;

[RegisterConverter]
internal sealed class CellSpecConverter : IConverter<CellSpec, CellSurrogate>
{
    public CellSpec ConvertFromSurrogate(in CellSurrogate surrogate)
    {
        var common = CommonParts.Parse(surrogate.Common);
        var scheme = common.SchemeOf(surrogate.Scheme);
        return new CellSpec
        {
            Scheme = scheme,
            Coordinates = [.. surrogate.Coordinates.Chunk(2).Select(pair => Received(scheme, (string)pair[0], pair[1]))],
            Seed = surrogate.Seed,
            Data = common.Data,
            Weights = common.Weights,
            Recipe = common.Recipe,
            Algorithm = common.Algorithm ?? CellSpec.FirstAlgorithm,
        };
    }

    public CellSurrogate ConvertToSurrogate(in CellSpec value) => new()
    {
        Scheme = value.Scheme.Name,
        Coordinates = [.. value.Coordinates.SelectMany(at => new[] { at.Key, Sent(at.Value) })],
        Seed = value.Seed,
        Common = CommonParts.TextOf(value.Data, value.Weights, value.Recipe, value.Algorithm, value.Scheme.Program),
    };

    /// <summary>Decibels are sent as JSON has them, so that who does not know the axis can write them there again.</summary>
    private static object Sent(CoordinateValue value) => value.Content switch
    {
        SnrDb { IsNoiseless: true } => $"{value}",
        SnrDb snr => snr.Value,
        var content => content!,
    };

    private static Coordinate Received(Scheme scheme, string key, object sent)
    {
        // As in JSON: of a scheme that is not known, what was sent tells the type.
        var type = scheme.IsKnown ? scheme.FindAxis(key)?.Type : null;
        return new Coordinate(key, CoordinateValue.Of(sent switch
        {
            int whole when type == typeof(double) => (double)whole,
            int whole when type == typeof(SnrDb) => new SnrDb(whole),
            double real when type == typeof(SnrDb) => new SnrDb(real),
            string word when type == typeof(SnrDb) && SnrDb.TryParse(word, out var snr) => snr,
            _ => sent,
        }));
    }
}

[RegisterConverter]
internal sealed class StageSpecConverter : IConverter<StageSpec, StageSurrogate>
{
    public StageSpec ConvertFromSurrogate(in StageSurrogate surrogate)
    {
        var common = CommonParts.Parse(surrogate.Common);
        return new StageSpec
        {
            Kind = (StageKind)surrogate.Kind, Seed = surrogate.Seed, Data = common.Data, Weights = common.Weights, Recipe = common.Recipe,
            Algorithm = common.Algorithm,
        };
    }

    public StageSurrogate ConvertToSurrogate(in StageSpec value) => new()
    {
        Kind = (int)value.Kind, Seed = value.Seed, Common = CommonParts.TextOf(value.Data, value.Weights, value.Recipe, value.Algorithm),
    };
}

[RegisterConverter]
internal sealed class WorkSpecConverter : IConverter<WorkSpec, WorkSurrogate>
{
    public WorkSpec ConvertFromSurrogate(in WorkSurrogate surrogate) =>
        surrogate.Cell is { } cell ? WorkSpec.Of(cell) : WorkSpec.Of(surrogate.Stage!);

    public WorkSurrogate ConvertToSurrogate(in WorkSpec value) => new() { Cell = value.Cell, Stage = value.Stage };
}

[RegisterConverter]
internal sealed class WorkIdConverter : IConverter<WorkId, TextSurrogate>
{
    public WorkId ConvertFromSurrogate(in TextSurrogate surrogate) => surrogate.Text is null ? default : WorkId.Parse(surrogate.Text);

    public TextSurrogate ConvertToSurrogate(in WorkId value) => new() { Text = value == default ? null! : value.Value };
}

// Specifications and identifiers never change, so a call within a silo passes them as they are.

[RegisterCopier]
internal sealed class CellSpecCopier : ShallowCopier<CellSpec>;

[RegisterCopier]
internal sealed class StageSpecCopier : ShallowCopier<StageSpec>;

[RegisterCopier]
internal sealed class WorkSpecCopier : ShallowCopier<WorkSpec>;

[RegisterCopier]
internal sealed class WorkIdCopier : ShallowCopier<WorkId>;
