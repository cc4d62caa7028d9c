using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace JsccGrid.Chaos.Checks;

/// <summary>Looks at a container with the blob client itself; a tag is the ETag.</summary>
internal sealed class BlobEye(BlobContainerClient container) : StoreEye
{
    public override async Task<(byte[] Content, string Tag)?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await container.GetBlobClient(name).DownloadContentAsync(cancellationToken);
            return (answer.Value.Content.ToArray(), TextOf(answer.Value.Details.ETag));
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    public override Task WriteAsync(string name, byte[] content, string tag, CancellationToken cancellationToken) =>
        container.GetBlobClient(name).UploadAsync(
            new BinaryData(content),
            new BlobUploadOptions { Conditions = new BlobRequestConditions { IfMatch = new ETag($"\"{tag}\"") } },
            cancellationToken);

    public override async Task<IReadOnlyDictionary<string, string>> TagsAsync(string folder, CancellationToken cancellationToken)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var blob in container.GetBlobsAsync(new GetBlobsOptions { Prefix = $"{folder}/" }, cancellationToken))
            tags[blob.Name] = TextOf(blob.Properties.ETag!.Value);
        return tags;
    }

    /// <summary>A list gives tags without the quotes that all other answers have.</summary>
    private static string TextOf(ETag tag) => tag.ToString().Trim('"');
}
