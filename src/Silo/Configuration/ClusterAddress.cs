using JsccGrid.Storage;

namespace JsccGrid.Silo.Configuration;

/// <summary>What a client must know to reach a cluster: the content of a cluster file.</summary>
public sealed record ClusterAddress
{
    public const string DefaultId = "jsccgrid";

    /// <summary>Tells clusters on one Redis apart. Default: <see cref="DefaultId"/>.</summary>
    public string Id { get; init; } = DefaultId;

    /// <summary>StackExchange.Redis connection string: <c>host:6379,password=…</c>.</summary>
    public required string Redis { get; init; }

    public required StoreOptions Store { get; init; }
}
