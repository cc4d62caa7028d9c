using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Costs;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Storage.Objects;

namespace JsccGrid.Storage.Inputs;

/// <summary>What a store remembers of a data set whose images were all decoded once: <c>data/fingerprint.json</c>.</summary>
/// <param name="Name">The name of its folder.</param>
/// <param name="Train">Images to train on.</param>
/// <param name="Query">Images to find.</param>
/// <param name="Gallery">Images to find them among.</param>
public sealed record DataSetNote(string Name, int Train, int Query, int Gallery)
{
    public Task WriteAsync(IObjectStore store, string fingerprint, CancellationToken cancellationToken = default) =>
        store.WriteJsonAsync(StoreLayout.DataSet(fingerprint), this, ExperimentJson.Indented, WriteCondition.Always, cancellationToken);

    /// <returns>Null when the store remembers nothing of it, or the note is damaged, which costs the time it would have saved.</returns>
    public static async Task<DataSetSize?> ReadSizeAsync(
        IObjectStore store, DataSetReference data, CancellationToken cancellationToken = default)
    {
        try
        {
            var note = await store.ReadJsonAsync<DataSetNote>(StoreLayout.DataSet(data.Fingerprint), "", cancellationToken);
            return note is { Train: >= 0, Query: >= 0, Gallery: >= 0 } ? new DataSetSize(note.Train, note.Query, note.Gallery) : null;
        }
        catch (StoreCorruptException)
        {
            return null;
        }
    }
}
