namespace JsccGrid.Storage.Objects;

/// <summary>
/// Names of objects: segments of letters, digits, '.', '-' and '_', joined by '/'. A segment does not begin with '.', so that no
/// name leads out of the store or to the store's own files, nor end with it, because not every medium keeps that.
/// </summary>
public static class ObjectName
{
    private const int MaxLength = 512;

    public static bool IsValid(string? name) =>
        name is { Length: > 0 and <= MaxLength } && name.Split('/').All(IsSegment);

    /// <exception cref="ArgumentException">Not a name.</exception>
    public static string Require(string? name) => IsValid(name)
        ? name!
        : throw new ArgumentException(
            $"'{name}' is not an object name: segments of letters, digits, '.', '-' and '_' that do not begin or end with '.', "
                + "joined by '/'.",
            nameof(name));

    /// <summary>Whether a text is one segment of a name, and so a file name that leads out of no folder.</summary>
    public static bool IsSegment(string? segment) =>
        segment is { Length: > 0 and <= MaxLength } && segment[0] != '.' && segment[^1] != '.'
        && segment.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
