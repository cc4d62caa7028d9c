using System.Globalization;
using System.Text.Json;

namespace JsccGrid.Monitoring.Tests.Prometheus;

/// <summary>A time series in an answer of Prometheus.</summary>
internal sealed class Series(JsonElement json)
{
    /// <summary>In the order of time.</summary>
    public IReadOnlyList<double> Values { get; } =
        [
            .. (json.TryGetProperty("values", out var values) ? values.EnumerateArray() : Enumerable.Repeat(json.GetProperty("value"), 1))
                .Select(sample => Number(sample[1]))
        ];

    private static double Number(JsonElement text) => text.GetString() switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        var number => double.Parse(number!, CultureInfo.InvariantCulture),
    };
}
