using System.Diagnostics.Metrics;
using JsccGrid.Experiments.Telemetry;

namespace JsccGrid.Silo.Tests.Telemetry;

/// <summary>What instruments of ours report: each measurement as <c>name{label=value,…} value</c>.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly List<string> lines = [];
    private readonly Lock gate = new();

    /// <param name="meters">Whose meters to hear; null for those that belong to no host.</param>
    public Measurements(IMeterFactory? meters = null)
    {
        listener.InstrumentPublished = (instrument, heard) =>
        {
            if (instrument.Meter.Name == TelemetryNames.Source && ReferenceEquals(instrument.Meter.Scope, meters))
                heard.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, labels, _) => Add(instrument, value, labels));
        listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) => Add(instrument, value, labels));
        listener.SetMeasurementEventCallback<double>((instrument, value, labels, _) => Add(instrument, value, labels));
        listener.Start();
    }

    /// <summary>What was reported since the last call, observable instruments being asked now.</summary>
    public IReadOnlyList<string> Take()
    {
        listener.RecordObservableInstruments();
        lock (gate)
        {
            var taken = lines.ToList();
            lines.Clear();
            return taken;
        }
    }

    public void Dispose() => listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var line = FormattableString.Invariant(
            $"{instrument.Name}{{{string.Join(',', labels.ToArray().Select(label => $"{label.Key}={label.Value}"))}}} {value}");
        lock (gate) lines.Add(line);
    }
}
