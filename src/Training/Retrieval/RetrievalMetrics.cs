using System.Runtime.InteropServices;
using JsccGrid.Experiments.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Retrieval;

/// <summary>
/// Retrieval accuracy under the rule of person re-identification (CUHK03 new protocol, Market-1501): a query is not compared with gallery
/// images that show its person from its own camera. Of images at one distance the one first in the gallery ranks first.
/// </summary>
public static class RetrievalMetrics
{
    /// <summary>Ranks of the cumulative match characteristic.</summary>
    private static readonly int[] s_ranks = [1, 5, 10, 20];

    /// <summary>Distances held at once: 16 MB.</summary>
    private const int MaxDistances = 1 << 22;

    /// <summary>Ranks the gallery for every query.</summary>
    /// <exception cref="ArgumentException">
    /// Shapes and label counts disagree, a feature is not finite, or no query has a match: what and where is in the message.
    /// </exception>
    public static RetrievalResult Evaluate(LabelledFeatures query, LabelledFeatures gallery, RankingDistance distance)
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        Check(query, nameof(query));
        Check(gallery, nameof(gallery));
        if (query.Features.shape[1] != gallery.Features.shape[1])
            throw new ArgumentException(
                $"Queries have {query.Features.shape[1]} dimensions, gallery vectors {gallery.Features.shape[1]}.", nameof(query));

        var firstMatchRanks = new List<int?>();
        var precisions = 0.0;
        var distances = FeatureDistance.Prepare(gallery.Features, distance);
        var chunk = Math.Max(1, MaxDistances / Math.Max(1, gallery.Identities.Count));
        for (var begin = 0; begin < query.Identities.Count; begin += chunk)
        {
            using var chunkScope = NewDisposeScope();
            var end = Math.Min(begin + chunk, query.Identities.Count);
            var rows = distances(query.Features.slice(0, begin, end, 1)).to(ScalarType.Float32).cpu().contiguous(); // [end - begin, G]
            var values = MemoryMarshal.Cast<byte, float>(rows.bytes);
            for (var q = begin; q < end; q++)
            {
                var row = values.Slice((q - begin) * gallery.Identities.Count, gallery.Identities.Count);
                var ranks = MatchRanks(row, query.Identities[q], query.Cameras[q], gallery);
                firstMatchRanks.Add(ranks.Length == 0 ? null : ranks[0]);
                if (ranks.Length > 0) precisions += ranks.Select((rank, matchesBefore) => (matchesBefore + 1.0) / (rank + 1)).Average();
            }
        }
        return Summarise(firstMatchRanks, precisions);
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

    /// <summary>0-based ranks of a query's matches, rising.</summary>
    private static int[] MatchRanks(ReadOnlySpan<float> distances, int identity, int camera, LabelledFeatures gallery)
    {
        var matches = new List<(float Distance, int Index)>();
        for (var g = 0; g < distances.Length; g++)
            if (gallery.Identities[g] == identity && gallery.Cameras[g] != camera) matches.Add((distances[g], g));
        matches.Sort(); // by distance, then index

        var ahead = new int[matches.Count + 1]; // ahead[m]: other images that rank right before match m
        for (var g = 0; g < distances.Length; g++)
            if (gallery.Identities[g] != identity) ahead[~matches.BinarySearch((distances[g], g))]++;

        var ranks = new int[matches.Count];
        var rank = 0;
        for (var m = 0; m < ranks.Length; m++)
        {
            rank += ahead[m];
            ranks[m] = rank++;
        }
        return ranks;
    }

    private static RetrievalResult Summarise(List<int?> firstMatchRanks, double precisions)
    {
        var counted = firstMatchRanks.Count(rank => rank is not null);
        if (counted == 0) throw NothingMatches();
        return new RetrievalResult
        {
            Cmc = s_ranks.ToDictionary(rank => rank, rank => firstMatchRanks.Count(first => first < rank) / (double)counted),
            MeanAveragePrecision = precisions / counted,
            FirstMatchRanks = firstMatchRanks,
            CountedQueries = counted,
            UnmatchedQueries = firstMatchRanks.Count - counted,
        };
    }

    private static void Check(LabelledFeatures features, string name)
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

    private static ArgumentException NothingMatches() =>
        new("No query has an image of its person from another camera in the gallery, so there is nothing to measure.");
}
