using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;

namespace JsccGrid.Storage.Blobs;

/// <summary>Clients of blob containers, set up as <see cref="BlobObjectStore"/> needs them.</summary>
internal static class BlobContainers
{
    /// <summary>The service version that both Azure and the Azurite of today speak.</summary>
    private const BlobClientOptions.ServiceVersion Version = BlobClientOptions.ServiceVersion.V2026_06_06;

    /// <summary>One request, not one call: a large file is several.</summary>
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    /// <param name="options">Valid ones, without a folder.</param>
    public static BlobContainerClient Open(StoreOptions options)
    {
        var client = new BlobClientOptions(Version);
        // Repetition is ResilientObjectStore's business alone; two of them would multiply.
        client.Retry.MaxRetries = 0;
        client.Retry.NetworkTimeout = RequestTimeout;
        client.Diagnostics.IsTelemetryEnabled = false;
        return options.ConnectionString is { } connection
            ? new BlobContainerClient(connection, options.Container, client)
            : new BlobContainerClient(
                new BlobUriBuilder(new Uri(options.AccountUrl!)) { BlobContainerName = options.Container }.ToUri(), Identity, client);
    }

    private static TokenCredential Identity => new DefaultAzureCredential();
}
