using System.Globalization;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Curves.Claims;

/// <summary>How evidence is worded.</summary>
internal static class Wording
{
    /// <summary><c>12.3</c>: hundredths of top-1.</summary>
    public static string Points(double fraction) => (100 * fraction).ToString("0.0;−0.0", CultureInfo.InvariantCulture);

    /// <summary><c>−3 dB</c>, <c>∞ dB</c>.</summary>
    public static string Decibels(SnrDb snr) => snr.IsNoiseless
        ? "∞ dB"
        : string.Create(CultureInfo.InvariantCulture, $"{snr.Value:0.##;−0.##} dB");

    /// <summary><c>−10 dB to 20 dB</c>.</summary>
    public static string Range(IReadOnlyList<SnrDb> snrs) =>
        snrs.Count == 1 ? Decibels(snrs[0]) : $"{Decibels(snrs[0])} to {Decibels(snrs[^1])}";
}
