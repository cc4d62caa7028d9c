using JsccGrid.Training.Retrieval;
using Xunit;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tests.Retrieval;

public sealed class MatchRanksTests
{
    /// <summary>Distances of few different values, so that many are equal, in rows longer than a vector register by some.</summary>
    [Fact]
    public void Of_RowByRowAndAllAtOnce_AreTheSame()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var (query, gallery) = (Labelled(23, generator), Labelled(157, generator));
        var distances = randint(0, 6, [23, 157], ScalarType.Float32, generator: generator);
        var (rowByRow, allAtOnce) = (new MatchRanks(query, gallery, null), new MatchRanks(query, gallery, CPU));

        var expected = rowByRow.Of(distances.clone(), 0);
        var chunks = new[] { (Begin: 0, Count: 10), (Begin: 10, Count: 13) }
            .SelectMany(chunk => allAtOnce.Of(distances.narrow(0, chunk.Begin, chunk.Count).clone(), chunk.Begin));

        Assert.Equal(expected, chunks);
        Assert.Equal(Sorted(distances, query, gallery), expected);
    }

    /// <summary>By the definition: sort the images that count by distance, then look where each match stands.</summary>
    private static List<MatchRank[]> Sorted(Tensor distances, LabelledFeatures query, LabelledFeatures gallery) =>
        [.. Enumerable.Range(0, query.Identities.Count).Select(q =>
        {
            var ranked = Enumerable.Range(0, gallery.Identities.Count)
                .Where(g => gallery.Identities[g] != query.Identities[q] || gallery.Cameras[g] != query.Cameras[q])
                .Select(g => (Distance: distances[q, g].item<float>(), IsMatch: gallery.Identities[g] == query.Identities[q]))
                .OrderBy(image => image.Distance).ToList();
            return ranked.Where(image => image.IsMatch).Select(match => new MatchRank(
                ranked.FindIndex(image => image.Distance == match.Distance), ranked.Count(image => image.Distance == match.Distance)))
                .ToArray();
        })];

    private static LabelledFeatures Labelled(int count, Generator generator) => new(
        zeros(count, 1),
        [.. randint(0, 9, count, ScalarType.Int32, generator: generator).data<int>()],
        [.. randint(0, 3, count, ScalarType.Int32, generator: generator).data<int>()]);
}
