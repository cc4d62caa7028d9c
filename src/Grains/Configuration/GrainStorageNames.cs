namespace JsccGrid.Grains.Configuration;

/// <summary>Names of Orleans storage providers that a host must register.</summary>
public static class GrainStorageNames
{
    /// <summary>State of all grains. It coordinates; the store is the truth, so losing it loses no result.</summary>
    public const string Coordination = "coordination";
}
