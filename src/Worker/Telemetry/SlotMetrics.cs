using System.Diagnostics.Metrics;
using System.Globalization;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Telemetry;
using JsccGrid.Grains.Interfaces.Workers;

namespace JsccGrid.Worker.Telemetry;

/// <summary>Gauges of this worker's slots. What trains has series only while it trains.</summary>
public sealed class SlotMetrics
{
    private IReadOnlyList<SlotState> slots = [];

    public SlotMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(TelemetryNames.Source);
        meter.CreateObservableGauge("jsccgrid.worker.slots", () => slots.Count, "{slot}", "Slots of this worker.");
        meter.CreateObservableGauge(
            "jsccgrid.worker.busy_slots", () => slots.Count(slot => slot.Snapshot.Work is not null), "{slot}",
            "Slots of this worker that have work.");
        meter.CreateObservableGauge(
            "jsccgrid.slot.epoch", () => Training(view => view.Progress!.Epoch), "{epoch}", "Epoch of the phase that trains, from 1.");
        meter.CreateObservableGauge(
            "jsccgrid.slot.epochs", () => Training(view => view.Progress!.Epochs), "{epoch}", "Epochs of the phase that trains.");
        meter.CreateObservableGauge(
            "jsccgrid.slot.loss", () => Training(view => view.Progress!.Loss), null,
            "Mean loss since the report of the training process before.");
        meter.CreateObservableGauge(
            "jsccgrid.slot.images", () => Training(view => view.Progress!.ImagesPerSecond), "{image}/s",
            "Images or feature vectors trained or evaluated.");
    }

    /// <summary>Measures the slots of a worker from now on.</summary>
    internal void Follow(IReadOnlyList<SlotState> ofWorker) => slots = ofWorker;

    private IEnumerable<Measurement<double>> Training(Func<SlotSnapshot, double?> measure)
    {
        foreach (var view in slots.Select(slot => slot.Snapshot))
        {
            if (view is not { Progress: not null, Label: { } label, Activity: SlotActivity.Training }) continue;
            if (measure(view) is not { } value) continue;
            yield return new Measurement<double>(
                value,
                new KeyValuePair<string, object?>("slot", view.Slot.ToString(CultureInfo.InvariantCulture)),
                new KeyValuePair<string, object?>("scheme", WorkSpec.KindOf(label)));
        }
    }
}
