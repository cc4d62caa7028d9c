using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Serialization;

namespace JsccGrid.Experiments.Programs;

/// <summary>A file of an outside program, by content.</summary>
/// <param name="Name">Relative to the program's folder, with '/' between folders: see <see cref="IsName"/>.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Hexadecimal, lower case.</param>
public sealed record ProgramFile(string Name, long Size, string Sha256)
{
    /// <summary>Characters of the longest name.</summary>
    public const int MaxName = 200;

    /// <summary>For messages: what a name may be.</summary>
    public const string ExpectedName =
        "a path within the grid file's folder: letters, digits, '.', '-' and '_', joined by '/', no part of it beginning with '.'";

    /// <summary>Whether a text can name a file of a program: it leads out of no folder, on no system.</summary>
    public static bool IsName(string name) => name.Length is > 0 and <= MaxName
        && name.Split('/').All(part =>
            part is [not '.', ..] && part[^1] != '.' && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'));

    /// <summary>What is wrong with a description that came from elsewhere; null when nothing is.</summary>
    internal string? Problem =>
        !IsName(Name) ? $"'{OneLine.Shown(Name)}' is not {ExpectedName}"
        : Size < 0 ? $"'{Name}' has {Size} bytes"
        : !HexDigest.IsValid(Sha256, length: 64) ? $"the hash of '{Name}' is not a SHA-256"
        : null;
}
