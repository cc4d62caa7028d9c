using System.Text;
using System.Text.RegularExpressions;
using JsccGrid.Experiments.Cells;
using JsccGrid.Storage;
using JsccGrid.Storage.Works;

namespace JsccGrid.Chaos.Checks;

/// <summary>Looks at a store by itself, not with the code under test.</summary>
internal abstract partial class StoreEye
{
    /// <summary>What the log says of a checkpoint that was passed over.</summary>
    public const string DamageWords = "cannot be used";

    /// <returns>What an object holds, and a tag that changes whenever it is written; null when there is no such object.</returns>
    public abstract Task<(byte[] Content, string Tag)?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Overwrites an object that is still as it was read.</summary>
    /// <exception cref="Azure.RequestFailedException">It is not, or the store does not answer.</exception>
    /// <exception cref="IOException">The same, of a folder.</exception>
    public abstract Task WriteAsync(string name, byte[] content, string tag, CancellationToken cancellationToken);

    /// <summary>The tags of all objects under a folder.</summary>
    public abstract Task<IReadOnlyDictionary<string, string>> TagsAsync(string folder, CancellationToken cancellationToken);

    public async Task<(WorkManifest Manifest, string Tag)?> ReadManifestAsync(WorkId work, CancellationToken cancellationToken) =>
        await ReadAsync(StoreLayout.Manifest(work), cancellationToken) is { } found
            ? (WorkManifest.Parse(found.Content, work), found.Tag)
            : null;

    /// <summary>The log of a cell or stage, for reports; empty when there is none.</summary>
    public async Task<string> ReadLogAsync(WorkId work, CancellationToken cancellationToken) =>
        await ReadAsync(StoreLayout.Log(work), cancellationToken) is { } log ? Encoding.UTF8.GetString(log.Content) : "";

    /// <summary>The attempts that say in the log that they began to train.</summary>
    public static IReadOnlyList<int> AttemptsIn(string log) =>
        [.. Attempts().Matches(log).Select(match => int.Parse(match.Groups[1].ValueSpan, null))];

    [GeneratedRegex(@"Attempt (\d+) on \S+ slot \d+ starts from")]
    private static partial Regex Attempts();
}
