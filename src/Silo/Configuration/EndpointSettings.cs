namespace JsccGrid.Silo.Configuration;

/// <summary>
/// Where a control silo listens. Keep the ports from one start to the next: a silo that comes back under its former address
/// ends what the membership still believes of the one before, without waiting for it to be declared dead.
/// </summary>
internal sealed class EndpointSettings
{
    /// <summary>For other silos. Default: 11111.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>For clients and workers. Default: 30000.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>The IP address under which others reach this silo. Default: null, the first of this host's.</summary>
    public string? Address { get; set; }
}
