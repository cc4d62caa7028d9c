using JsccGrid.Training.Data;

namespace JsccGrid.Training.Schemes;

/// <summary>The decoded images of a data set, each part when first asked for.</summary>
public sealed record ReIdImages(Lazy<ImageSet> TrainPart, Lazy<ImageSet> QueryPart, Lazy<ImageSet> GalleryPart) : IDisposable
{
    public ImageSet Train => TrainPart.Value;

    public ImageSet Query => QueryPart.Value;

    public ImageSet Gallery => GalleryPart.Value;

    public void Dispose()
    {
        foreach (var part in new[] { TrainPart, QueryPart, GalleryPart })
            if (part.IsValueCreated) part.Value.Dispose();
    }
}
