namespace JsccGrid.Experiments.Curves.Claims;

/// <summary>Student's t distribution.</summary>
internal static class StudentT
{
    /// <summary>Beyond so many degrees of freedom the distribution is taken to stay as it is, which errs to the wide side.</summary>
    private const int MostDegrees = 200;

    /// <summary>
    /// P(T > t) for whole degrees of freedom, by the finite sums of Abramowitz and Stegun, 26.7.3 and 26.7.4.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">No degree of freedom.</exception>
    public static double UpperTail(double t, int degrees)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degrees);
        if (t < 0) return 1 - UpperTail(-t, degrees);
        var freedom = Math.Min(degrees, MostDegrees);
        var angle = Math.Atan(t / Math.Sqrt(freedom));
        var (sin, cos) = Math.SinCos(angle);
        var (sum, term) = (0.0, freedom % 2 == 0 ? 1.0 : cos);
        for (var k = freedom % 2 == 0 ? 2 : 3; k <= freedom; k += 2)
        {
            sum += term;
            term *= cos * cos * (k - 1) / k;
        }
        var central = freedom % 2 == 0 ? sin * sum : (angle + (sin * sum)) * 2 / Math.PI; // P(|T| < t)
        return Math.Max(0, (1 - central) / 2);
    }
}
