namespace JsccGrid.Silo.Configuration;

/// <summary>The cluster a process belongs to.</summary>
internal sealed class ClusterSettings
{
    /// <summary>Tells clusters on one Redis apart. Default: <see cref="ClusterAddress.DefaultId"/>.</summary>
    public string Id { get; set; } = ClusterAddress.DefaultId;

    /// <summary>StackExchange.Redis connection string: <c>host:6379,password=…</c>. Required except on one machine.</summary>
    public string? Redis { get; set; }

    /// <summary>
    /// Whether a control silo runs as a pod: it is named after it, and declares silos dead whose pods are gone. Needs the variables of
    /// <see cref="PodVariables"/> and the right to read pods. Default: false.
    /// </summary>
    public bool Kubernetes { get; set; }
}
