namespace JsccGrid.Experiments.Cells;

/// <summary>The names of schemes in grid files, stores, figures and labels.</summary>
public static class SchemeNames
{
    /// <summary>The name used in files: <c>jscc-ae</c>.</summary>
    public static string Name(this Scheme scheme) => scheme switch
    {
        Scheme.ReIdBaseline => "reid-baseline",
        Scheme.JsccAe => "jscc-ae",
        Scheme.JsccFc => "jscc-fc",
        Scheme.Digital => "digital",
        _ => throw new ArgumentOutOfRangeException(nameof(scheme), scheme, null),
    };

    /// <summary>The paper's own name, for figures and reports: <c>JSCC AE</c>.</summary>
    public static string Title(this Scheme scheme) => scheme switch
    {
        Scheme.ReIdBaseline => "re-ID baseline (noiseless)",
        Scheme.JsccAe => "JSCC AE",
        Scheme.JsccFc => "JSCC FC",
        Scheme.Digital => "Digital",
        _ => throw new ArgumentOutOfRangeException(nameof(scheme), scheme, null),
    };

    /// <summary>Whether the scheme maps features straight to B noisy channel symbols.</summary>
    public static bool IsJointSourceChannel(this Scheme scheme) => scheme is Scheme.JsccAe or Scheme.JsccFc;
}
