using System.Text.RegularExpressions;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using JsccGrid.Experiments.Cells;
using JsccGrid.Storage;
using JsccGrid.Storage.Works;

namespace JsccGrid.Chaos.Checks;

/// <summary>Looks at the container with the blob client itself, not with the code under test.</summary>
internal sealed partial class StoreEye(BlobContainerClient container)
{
    /// <summary>What the log says of a checkpoint that was passed over.</summary>
    public const string DamageWords = "cannot be used";

    /// <returns>Null when there is no such blob.</returns>
    public async Task<(byte[] Content, ETag Tag)?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await container.GetBlobClient(name).DownloadContentAsync(cancellationToken);
            return (answer.Value.Content.ToArray(), answer.Value.Details.ETag);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    public async Task<(WorkManifest Manifest, ETag Tag)?> ReadManifestAsync(WorkId work, CancellationToken cancellationToken) =>
        await ReadAsync(StoreLayout.Manifest(work), cancellationToken) is { } found
            ? (WorkManifest.Parse(found.Content, work), found.Tag)
            : null;

    /// <summary>Overwrites a blob that is still as it was read.</summary>
    /// <exception cref="RequestFailedException">It is not, or the store does not answer.</exception>
    public Task WriteAsync(string name, byte[] content, ETag tag, CancellationToken cancellationToken) => container.GetBlobClient(name).UploadAsync(
        new BinaryData(content), new BlobUploadOptions { Conditions = new BlobRequestConditions { IfMatch = tag } }, cancellationToken);

    /// <summary>The tags of all blobs under a folder.</summary>
    public async Task<Dictionary<string, ETag>> TagsAsync(string folder, CancellationToken cancellationToken)
    {
        var tags = new Dictionary<string, ETag>(StringComparer.Ordinal);
        await foreach (var blob in container.GetBlobsAsync(new GetBlobsOptions { Prefix = $"{folder}/" }, cancellationToken))
            tags[blob.Name] = Quoted(blob.Properties.ETag!.Value);
        return tags;
    }

    /// <summary>A list gives tags without the quotes that all other answers have.</summary>
    private static ETag Quoted(ETag tag) => new($"\"{tag.ToString().Trim('"')}\"");

    /// <summary>The log of a cell or stage, for reports; empty when there is none.</summary>
    public async Task<string> ReadLogAsync(WorkId work, CancellationToken cancellationToken) =>
        await ReadAsync(StoreLayout.Log(work), cancellationToken) is { } log ? System.Text.Encoding.UTF8.GetString(log.Content) : "";

    /// <summary>The attempts that say in the log that they began to train.</summary>
    public static IReadOnlyList<int> AttemptsIn(string log) => [.. Attempts().Matches(log).Select(match => int.Parse(match.Groups[1].ValueSpan, null))];

    [GeneratedRegex(@"Attempt (\d+) on \S+ slot \d+ starts from")]
    private static partial Regex Attempts();
}
