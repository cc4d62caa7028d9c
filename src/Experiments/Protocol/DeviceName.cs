using System.Globalization;

namespace JsccGrid.Experiments.Protocol;

/// <summary>Names of devices: <c>auto</c>, <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c>.</summary>
public static class DeviceName
{
    /// <summary>For messages.</summary>
    public const string Expected = "auto, cpu, cuda or cuda:n";

    private const string CudaPrefix = "cuda:";

    public static bool IsValid(string name) => name is "auto" or "cpu" || CudaIndex(name) is not null;

    /// <summary>The number of the GPU that a name means; null when it means none or is no name.</summary>
    public static int? CudaIndex(string name) =>
        name == "cuda" ? 0
        : name.StartsWith(CudaPrefix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(CudaPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && name.AsSpan(CudaPrefix.Length).IndexOf('\0') < 0 ? index
        : null;
}
