namespace JsccGrid.Curves.Claims;

/// <summary>The standard error of a number, and how well it is known.</summary>
/// <param name="Value">The error.</param>
/// <param name="Degrees">Degrees of freedom: independent samples minus one.</param>
internal readonly record struct StandardError(double Value, int Degrees)
{
    /// <summary>Adds two independent errors. Degrees of freedom are those of Welch and Satterthwaite, rounded down.</summary>
    public static StandardError operator +(StandardError a, StandardError b)
    {
        var (varianceA, varianceB) = (a.Value * a.Value, b.Value * b.Value);
        var variance = varianceA + varianceB;
        if (variance == 0) return new StandardError(0, Math.Min(a.Degrees, b.Degrees));
        var degrees = variance * variance / ((varianceA * varianceA / a.Degrees) + (varianceB * varianceB / b.Degrees));
        return new StandardError(Math.Sqrt(variance), Math.Max(1, (int)(degrees + 1e-9)));
    }
}
