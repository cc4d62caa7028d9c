using System.Globalization;
using MathNet.Numerics.Distributions;

namespace JsccGrid.Curves.Claims;

/// <summary>A number computed from curves, with what is known of its uncertainty.</summary>
/// <param name="Value">In fractions of top-1.</param>
/// <param name="Seeds">Seeds it is the mean of.</param>
/// <param name="Repeats">Error over seeds, or of the only seed over noise draws; null where nothing was repeated.</param>
/// <param name="Sampling">Error over test identities; null where hits are missing.</param>
internal sealed record Measurement(double Value, int Seeds, StandardError? Repeats, StandardError? Sampling)
{
    /// <summary>Null where nothing is known of it.</summary>
    private StandardError? Error => (Repeats, Sampling) switch
    {
        ({ } repeats, { } sampling) => repeats + sampling,
        _ => Repeats ?? Sampling,
    };

    /// <summary>How likely so large a value is if the true one is the threshold or less; 1 where the uncertainty is unknown.</summary>
    public double ChanceOfAbove(double threshold) => UpperTail(Value - threshold);

    /// <summary>How likely so small a value is if the true one is the threshold or more; 1 where the uncertainty is unknown.</summary>
    public double ChanceOfBelow(double threshold) => UpperTail(threshold - Value);

    /// <summary>Signed points: <c>+3.1 ± 0.4</c>.</summary>
    public string SignedPoints => (100 * Value).ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture)
        + (Error is { } error ? string.Create(CultureInfo.InvariantCulture, $" ± {100 * error.Value:0.0}") : "");

    /// <summary>What the ± means.</summary>
    public string Basis => (Seeds, Repeats, Sampling) switch
    {
        ( > 1, _, { } sampling) => $"{Seeds} seeds, paired; ± joins the standard errors over seeds and over {Persons(sampling)}.",
        ( > 1, _, null) => $"{Seeds} seeds, paired; ± is the standard error over seeds. {Lacks}",
        (_, { } draws, { } sampling) =>
            $"One seed; ± joins the standard errors over {draws.Degrees + 1} noise draws and over {Persons(sampling)}, "
            + "without the spread of training.",
        (_, { } draws, null) =>
            $"One seed; ± is the standard error over {draws.Degrees + 1} noise draws, without the spread of training. {Lacks}",
        (_, null, { } sampling) => $"One seed, one draw; ± is the standard error over {Persons(sampling)}, without the spread of training.",
        _ => "One seed, one draw, no hits per query: the uncertainty is unknown.",
    };

    private const string Lacks = "It lacks the sampling of test identities: not every result holds hits per query.";

    private static string Persons(StandardError sampling) =>
        string.Create(CultureInfo.InvariantCulture, $"{sampling.Degrees + 1:#,0} test identities (bootstrap)");

    private double UpperTail(double excess) => Error switch
    {
        null => 1,
        { Value: > 0 } error => StudentT.CDF(0, 1, error.Degrees, -excess / error.Value),
        _ => excess > 0 ? 0 : 1,
    };
}
