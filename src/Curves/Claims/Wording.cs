using System.Globalization;
using JsccGrid.Experiments.Schemes;
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

    /// <summary>What evidence says of numbers that were chosen as the best of several on the test identities themselves.</summary>
    public const string ChosenOnTest = "chosen on the test identities, which favours it";

    /// <summary>The digital envelope, with its part where a figure has several.</summary>
    public static string Envelope(Curve digital) =>
        digital.Part is { } part ? $"digital envelope ({Axis.BackboneWeights.LineOf(part)})" : "digital envelope";

    /// <summary><c>−10 dB to 20 dB</c>.</summary>
    public static string Range(IReadOnlyList<SnrDb> snrs) =>
        snrs.Count == 1 ? Decibels(snrs[0]) : $"{Decibels(snrs[0])} to {Decibels(snrs[^1])}";
}
