using JsccGrid.Experiments.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Retrieval;

/// <summary>Distances between feature vectors, by matrix products.</summary>
public static class FeatureDistance
{
    /// <summary>
    /// Distances [Q, G] of each of <paramref name="query"/> [Q, D] to each of <paramref name="gallery"/> [G, D]: 1 - cosine similarity
    /// (1 where a vector is zero), or the Euclidean distance, not its square.
    /// </summary>
    public static Tensor Between(Tensor query, Tensor gallery, RankingDistance distance)
    {
        using var scope = NewDisposeScope();
        return Prepare(gallery, distance)(query).MoveToOuterDisposeScope();
    }

    /// <summary>What <see cref="Between"/> computes for some rows of the queries, with the gallery's part of the work done once.</summary>
    internal static Func<Tensor, Tensor> Prepare(Tensor gallery, RankingDistance distance)
    {
        if (distance == RankingDistance.Cosine)
        {
            var directions = nn.functional.normalize(gallery).t(); // [D, G]
            return rows => nn.functional.normalize(rows).matmul(directions).neg_().add_(1);
        }
        // |q - g|^2 = |q|^2 - 2 qg + |g|^2, about the gallery's mean: closer to zero, the differences lose less to rounding.
        var mean = gallery.mean([0], keepdim: true);
        var centred = gallery - mean;                                // [G, D]
        var galleryPowers = centred.square().sum(1).unsqueeze(0);    // [1, G]
        var transposed = centred.t();                                // [D, G]
        return rows =>
        {
            var centredRows = rows - mean;
            var squares = centredRows.matmul(transposed).mul_(-2).add_(galleryPowers).add_(centredRows.square().sum(1, keepdim: true));
            return squares.clamp_(min: 0).sqrt_();
        };
    }
}
