using System.Globalization;
using System.Text.RegularExpressions;

namespace JsccGrid.DataSets;

/// <summary>
/// The file names of Market-1501 (Zheng et al., ICCV 2015), which later re-ID sets share: <c>PPPP_cC</c> and anything after it, where
/// PPPP is the person and C the camera: <c>0002_c1s1_000451_03.jpg</c>, <c>-1_c3s1_000401_00.jpg</c>, <c>0001_c2_04.png</c>.
/// </summary>
internal static partial class ReIdFileName
{
    /// <summary>Person of the images that a detector got wrong ("junk"): they count neither as right nor as wrong.</summary>
    public const int Junk = -1;

    /// <summary>
    /// Person of the images that show somebody outside the query set, or nobody: they stay in the gallery as wrong answers.
    /// </summary>
    public const int Distractor = 0;

    public const string Expected = "expected the person, then '_c' and the camera, as in 0002_c1s1_000451_03.jpg or -1_c3_07.png";

    public static ReIdImage? TryParse(string path)
    {
        var match = PersonAndCamera().Match(Path.GetFileName(path));
        return int.TryParse(match.Groups["person"].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var person)
            && int.TryParse(match.Groups["camera"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var camera)
            ? new ReIdImage(path, person, camera)
            : null;
    }

    [GeneratedRegex(@"^(?<person>-1|[0-9]+)_c(?<camera>[0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex PersonAndCamera();
}
