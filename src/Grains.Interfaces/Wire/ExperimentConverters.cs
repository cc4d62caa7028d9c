using System.Text.Json;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Serialization;
using Orleans.Serialization.Cloning;

namespace JsccGrid.Grains.Interfaces.Wire;

[RegisterConverter]
internal sealed class CellSpecConverter : IConverter<CellSpec, JsonSurrogate>
{
    public CellSpec ConvertFromSurrogate(in JsonSurrogate surrogate) =>
        JsonSerializer.Deserialize<CellSpec>(surrogate.Json, ExperimentJson.Compact)!;

    public JsonSurrogate ConvertToSurrogate(in CellSpec value) => new() { Json = JsonSerializer.Serialize(value, ExperimentJson.Compact) };
}

[RegisterConverter]
internal sealed class WorkSpecConverter : IConverter<WorkSpec, JsonSurrogate>
{
    public WorkSpec ConvertFromSurrogate(in JsonSurrogate surrogate) =>
        JsonSerializer.Deserialize<WorkSpec>(surrogate.Json, ExperimentJson.Compact)!;

    public JsonSurrogate ConvertToSurrogate(in WorkSpec value) => new() { Json = JsonSerializer.Serialize(value, ExperimentJson.Compact) };
}

[RegisterConverter]
internal sealed class WorkIdConverter : IConverter<WorkId, TextSurrogate>
{
    public WorkId ConvertFromSurrogate(in TextSurrogate surrogate) => surrogate.Text is null ? default : WorkId.Parse(surrogate.Text);

    public TextSurrogate ConvertToSurrogate(in WorkId value) => new() { Text = value == default ? null! : value.Value };
}

// Specifications and identifiers never change, so a call within a silo passes them as they are instead of through JSON.

[RegisterCopier]
internal sealed class CellSpecCopier : ShallowCopier<CellSpec>;

[RegisterCopier]
internal sealed class WorkSpecCopier : ShallowCopier<WorkSpec>;

[RegisterCopier]
internal sealed class WorkIdCopier : ShallowCopier<WorkId>;
