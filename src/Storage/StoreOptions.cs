namespace JsccGrid.Storage;

/// <summary>Where a store is: a folder, or a container of Azure Blob storage. Exactly one of the first three is set.</summary>
public sealed record StoreOptions
{
    public const string DefaultContainer = "jsccgrid";

    /// <summary>A folder of this machine.</summary>
    public string? Folder { get; init; }

    /// <summary>A connection string of a storage account.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>
    /// <c>https://ACCOUNT.blob.core.windows.net</c>, with the identity this process runs under (<c>DefaultAzureCredential</c>).
    /// </summary>
    public string? AccountUrl { get; init; }

    /// <summary>The container; made when absent. Default: <see cref="DefaultContainer"/>.</summary>
    public string Container { get; init; } = DefaultContainer;
}
