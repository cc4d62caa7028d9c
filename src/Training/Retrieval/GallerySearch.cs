using JsccGrid.Experiments.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Retrieval;

/// <summary>
/// A gallery in which the same people are looked up again and again, by feature vectors that differ from one time to the next: what
/// depends on labels and gallery alone is worked out once. Its tensors belong to the dispose scope in which it was made.
/// </summary>
internal sealed class GallerySearch
{
    /// <summary>Distances held at once: 16 MB.</summary>
    private const int MaxDistances = 1 << 22;

    private readonly LabelledFeatures query, gallery;
    private readonly Dictionary<RankingDistance, Func<Tensor, Tensor>> distances = [];
    private readonly MatchRanks ranks;

    /// <param name="query">Who is looked up; of its features nothing is used.</param>
    /// <param name="gallery">In what.</param>
    /// <exception cref="ArgumentException">The gallery's shape and label counts disagree, or a feature of it is not finite.</exception>
    public GallerySearch(LabelledFeatures query, LabelledFeatures gallery)
    {
        using var withoutGradients = no_grad();
        (this.query, this.gallery) = (query, gallery);
        RetrievalMetrics.Check(gallery, nameof(gallery));
        foreach (var distance in Enum.GetValues<RankingDistance>())
            distances.Add(distance, FeatureDistance.Prepare(gallery.Features, distance));
        ranks = new MatchRanks(query, gallery, gallery.Features.device_type == DeviceType.CPU ? null : gallery.Features.device);
    }

    /// <summary>Ranks the gallery for every query.</summary>
    /// <param name="features">The queries' [Q, D], as they arrived.</param>
    /// <param name="distance">By what to rank.</param>
    /// <exception cref="ArgumentException">Shapes disagree, a feature is not finite, or no query has a match.</exception>
    public RetrievalResult Rank(Tensor features, RankingDistance distance)
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        RetrievalMetrics.Check(query with { Features = features }, nameof(query));
        if (features.shape[1] != gallery.Features.shape[1])
            throw new ArgumentException(
                $"Queries have {features.shape[1]} dimensions, gallery vectors {gallery.Features.shape[1]}.", nameof(features));
        var sums = new RetrievalSums();
        var chunk = Math.Max(1, MaxDistances / Math.Max(1, gallery.Identities.Count));
        for (var begin = 0; begin < query.Identities.Count; begin += chunk)
        {
            using var chunkScope = NewDisposeScope();
            var rows = features.slice(0, begin, Math.Min(begin + chunk, query.Identities.Count), 1);
            foreach (var matches in ranks.Of(distances[distance](rows).to(ScalarType.Float32).contiguous(), begin)) sums.Add(matches);
        }
        return sums.Summarize();
    }
}
