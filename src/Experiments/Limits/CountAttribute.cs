namespace JsccGrid.Experiments.Limits;

/// <summary>How many elements a list, or characters a text, may have.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CountAttribute(int least, int most) : Attribute
{
    public int Least { get; } = least;

    public int Most { get; } = most;

    /// <summary>For messages: what the elements are.</summary>
    public string Of { get; init; } = "values";

    public bool Holds(int count) => count >= Least && count <= Most;

    /// <summary>For messages, as in <c>expected 3 values</c>.</summary>
    public override string ToString() => Least == Most ? $"{Least} {Of}" : $"{Least} to {Most} {Of}";
}
