using JsccGrid.Storage.Blobs;
using JsccGrid.Storage.Objects;

namespace JsccGrid.Storage;

/// <summary>Opens the stores of clusters.</summary>
public static class ObjectStores
{
    /// <summary>
    /// The store, without repetition of calls that fail (<see cref="ResilientObjectStore"/>). Nothing is asked of a remote one
    /// yet, so that an outage is met by the first call and not here.
    /// </summary>
    /// <exception cref="ArgumentException">The options are wrong; the message has one line for each problem.</exception>
    public static IObjectStore Open(StoreOptions options, TimeProvider timeProvider)
    {
        if (options.FindProblems() is { Count: > 0 } problems) throw new ArgumentException(string.Join('\n', problems), nameof(options));
        return options.Folder is { } folder
            ? new DirectoryObjectStore(folder, timeProvider, mustExist: true)
            : new BlobObjectStore(BlobContainers.Open(options));
    }
}
