using System.Globalization;
using System.Reflection;

namespace JsccGrid.Experiments.Limits;

/// <summary>The numbers a field may hold; of a list, each of its elements. Files, plans and options are all held to it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BoundsAttribute(double least, double most) : Attribute
{
    public double Least { get; } = least;

    public double Most { get; } = most;

    /// <summary>Whether <see cref="Least"/> itself is out of bounds.</summary>
    public bool AboveLeast { get; init; }

    /// <summary>Whether <see cref="Most"/> itself is out of bounds.</summary>
    public bool BelowMost { get; init; }

    /// <summary>Whether positive infinity is allowed besides, as it is for an SNR.</summary>
    public bool OrInfinity { get; init; }

    /// <summary>For messages: what is counted or measured.</summary>
    public string Unit { get; init; } = "";

    /// <summary>What a property declares.</summary>
    /// <exception cref="ArgumentException">It declares nothing.</exception>
    public static BoundsAttribute Of<T>(string property) => typeof(T).GetProperty(property)?.GetCustomAttribute<BoundsAttribute>()
        ?? throw new ArgumentException($"{typeof(T).Name}.{property} declares no bounds.", nameof(property));

    public bool Hold(double value) =>
        (OrInfinity && double.IsPositiveInfinity(value))
        || ((AboveLeast ? value > Least : value >= Least) && (BelowMost ? value < Most : value <= Most));

    /// <summary>For messages, as in <c>expected 1 to 64 pixels</c>.</summary>
    public override string ToString()
    {
        var range = (AboveLeast, BelowMost) switch
        {
            (false, false) => $"{Text(Least)} to {Text(Most)}",
            (true, false) => $"above {Text(Least)} and at most {Text(Most)}",
            (false, true) => $"{Text(Least)} or more and below {Text(Most)}",
            (true, true) => $"between {Text(Least)} and {Text(Most)}",
        };
        return $"{range}{(Unit.Length == 0 ? "" : $" {Unit}")}{(OrInfinity ? ", or inf" : "")}";
    }

    private static string Text(double number) => ((decimal)number).ToString(CultureInfo.InvariantCulture);
}
