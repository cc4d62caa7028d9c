using System.Globalization;
using System.Text.Json.Serialization;
using JsccGrid.Experiments.Limits;

namespace JsccGrid.Experiments.Units;

/// <summary>
/// A signal-to-noise ratio in decibels: 10 log10(P / sigma^2) per real channel use with P = 1 (paper section 2).
/// Positive infinity is the noiseless channel; its text is <c>inf</c>.
/// </summary>
[JsonConverter(typeof(SnrDbJsonConverter))]
public readonly record struct SnrDb : IComparable<SnrDb>
{
    /// <summary>The lowest SNR that is asked for; at a millionth of the noise's power, features are noise.</summary>
    public const double Least = -60;

    /// <summary>The highest finite SNR that is asked for.</summary>
    public const double Most = 60;

    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or negative infinity.</exception>
    public SnrDb(double value)
    {
        if (double.IsNaN(value) || double.IsNegativeInfinity(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "An SNR is a number of decibels or +infinity.");
        Value = value == 0 ? 0 : value; // -0 and 0 are one SNR with one text
    }

    /// <summary>Decibels.</summary>
    public double Value { get; }

    public static SnrDb Noiseless { get; } = new(double.PositiveInfinity);

    public bool IsNoiseless => double.IsPositiveInfinity(Value);

    /// <summary>The power ratio P / sigma^2.</summary>
    public double Linear => Math.Pow(10, Value / 10);

    /// <summary>sigma^2, the noise variance per real channel use at signal power P = 1; 0 when noiseless.</summary>
    public double NoiseVariance => IsNoiseless ? 0 : Math.Pow(10, -Value / 10);

    /// <summary>The SNR whose power ratio is <paramref name="linear"/> (0 is not representable).</summary>
    public static SnrDb FromLinear(double linear) => new(10 * Math.Log10(linear));

    /// <summary>
    /// Reads a number of decibels, or <c>inf</c> as people and YAML write it: <c>inf</c>, <c>+.INF</c>, <c>Infinity</c>, <c>∞</c>.
    /// </summary>
    public static bool TryParse(string? text, out SnrDb snr)
    {
        snr = default;
        var trimmed = text?.Trim() ?? "";
        if ((trimmed is ['+', ..] ? trimmed[1..] : trimmed).ToUpperInvariant() is "INF" or ".INF" or "INFINITY" or "∞")
        {
            snr = Noiseless;
            return true;
        }
        if (!NumberText.IsNumber(trimmed, out var value) || !double.IsFinite(value)) return false;
        snr = new SnrDb(value);
        return true;
    }

    public int CompareTo(SnrDb other) => Value.CompareTo(other.Value);

    public static bool operator <(SnrDb left, SnrDb right) => left.Value < right.Value;

    public static bool operator >(SnrDb left, SnrDb right) => left.Value > right.Value;

    public static bool operator <=(SnrDb left, SnrDb right) => left.Value <= right.Value;

    public static bool operator >=(SnrDb left, SnrDb right) => left.Value >= right.Value;

    /// <summary>The shortest text that reads back as the same value: <c>-10</c>, <c>2.5</c>, <c>inf</c>.</summary>
    public override string ToString() => IsNoiseless ? "inf" : Value.ToString("R", CultureInfo.InvariantCulture);
}
