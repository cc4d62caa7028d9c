using JsccGrid.Experiments.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Retrieval;

/// <summary>
/// Retrieval accuracy under the rule of person re-identification (CUHK03 new protocol, Market-1501): a query is not compared with gallery
/// images that show its person from its own camera. Images at exactly one distance score what is expected over all their orders.
/// </summary>
public static class RetrievalMetrics
{
    /// <summary>Ranks the gallery for every query.</summary>
    /// <exception cref="ArgumentException">
    /// Shapes and label counts disagree, a feature is not finite, or no query has a match: what and where is in the message.
    /// </exception>
    public static RetrievalResult Evaluate(LabelledFeatures query, LabelledFeatures gallery, RankingDistance distance)
    {
        using var scope = NewDisposeScope();
        return new GallerySearch(query, gallery).Rank(query.Features, distance);
    }

    /// <summary>
    /// Expected top-1 of matches drawn at random: the mean over counted queries of (matches / images that the query is compared with).
    /// </summary>
    /// <exception cref="ArgumentException">No query has a match.</exception>
    public static double ChanceTop1(LabelledFeatures query, LabelledFeatures gallery)
    {
        var perIdentity = new Dictionary<int, int>();
        var perView = new Dictionary<(int Identity, int Camera), int>();
        for (var g = 0; g < gallery.Identities.Count; g++)
        {
            perIdentity[gallery.Identities[g]] = perIdentity.GetValueOrDefault(gallery.Identities[g]) + 1;
            var view = (gallery.Identities[g], gallery.Cameras[g]);
            perView[view] = perView.GetValueOrDefault(view) + 1;
        }
        var (chances, counted) = (0.0, 0);
        for (var q = 0; q < query.Identities.Count; q++)
        {
            var excluded = perView.GetValueOrDefault((query.Identities[q], query.Cameras[q]));
            var matches = perIdentity.GetValueOrDefault(query.Identities[q]) - excluded;
            if (matches == 0) continue;
            chances += (double)matches / (gallery.Identities.Count - excluded);
            counted++;
        }
        return counted > 0 ? chances / counted : throw NothingMatches();
    }

    internal static void Check(LabelledFeatures features, string name)
    {
        var shape = features.Features.shape;
        if (shape.Length != 2 || features.Identities.Count != shape[0] || features.Cameras.Count != shape[0])
            throw new ArgumentException(
                $"Features of shape [{string.Join(", ", shape)}] with {features.Identities.Count} identities and "
                + $"{features.Cameras.Count} cameras; expected [N, D] with N of each.", name);
        var broken = features.Features.isfinite().all(1).logical_not_();
        if (broken.any().item<bool>())
            throw new ArgumentException($"Feature vector {broken.to(ScalarType.Int64).argmax().item<long>()} is not finite.", name);
    }

    internal static ArgumentException NothingMatches() =>
        new("No query has an image of its person from another camera in the gallery, so there is nothing to measure.");
}
