namespace JsccGrid.Experiments.Cells;

internal static class HexDigest
{
    public const int Length = 32;

    public static string Require(string? value, string what)
    {
        if (!IsValid(value)) throw new FormatException($"'{value}' is not a {what}: {Length} lower-case hexadecimal digits.");
        return value!;
    }

    public static bool IsValid(string? value) =>
        value is { Length: Length } && value.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));
}
