using JsccGrid.Curves.Claims;
using JsccGrid.Experiments.Results;
using Xunit;

namespace JsccGrid.Curves.Tests.Claims;

public sealed class IdentityBootstrapTests
{
    private const int People = 50;

    /// <summary>Two queries a person.</summary>
    private static readonly PackedIntegers Identities =
        PackedIntegers.Of([.. Enumerable.Range(0, 2 * People).Select(query => query / 2)], People - 1);

    [Fact]
    public void Of_EqualPersons_IsTheStandardErrorOfTheirMean()
    {
        // Person p hits in p of 50 draws with either query: the accuracy is the mean over persons of p/50.
        var score = Score(query => query / 2);
        var expected = Estimate.Of([.. Enumerable.Range(0, People).Select(person => person / 50.0)]).StandardError; // s / sqrt(50)

        var error = Bootstrap().Of([(1, score)])!.Value;

        Assert.InRange(error.Value, 0.95 * expected, 1.05 * expected); // 2,000 draws know it to 1.6 %
        Assert.Equal(People - 1, error.Degrees);
    }

    [Fact]
    public void Of_QueriesOfOnePerson_CountAsOneTrial()
    {
        var together = Bootstrap().Of([(1, Score(query => query / 2 % 2 * 50))])!.Value; // both queries of every second person
        var expected = Math.Sqrt(0.25 / (People - 1));

        Assert.InRange(together.Value, 0.95 * expected, 1.05 * expected); // for independent queries it would be 0.7 of it
    }

    [Fact]
    public void Of_DifferenceOfTwo_IsPaired()
    {
        var bootstrap = Bootstrap();
        var (score, same) = (Score(query => query / 2), Score(query => query / 2));
        var better = Score(query => Math.Min(50, (query / 2) + 1));

        Assert.Equal(0, bootstrap.Of([(1, score), (-1, same)])!.Value.Value, 12);
        Assert.InRange(bootstrap.Of([(1, better), (-1, score)])!.Value.Value, 0, 1e-12); // one draw more with every person
        Assert.InRange(bootstrap.Of([(1, score), (1, same)])!.Value.Value, 0.07, 0.1); // twice the error of one
    }

    [Fact]
    public void Of_MeanOverSeeds_ResamplesTheSamePersonsForAll()
    {
        var bootstrap = Bootstrap();
        var one = bootstrap.Of([(1, Score(query => query / 2))])!.Value;

        var mean = bootstrap.Of([(0.5, Score(query => query / 2)), (0.5, Score(query => query / 2))])!.Value;

        Assert.Equal(one.Value, mean.Value, 12); // a second seed tells nothing new of persons
    }

    [Fact]
    public void Of_Outage_IsChanceWhomeverItShows()
    {
        var outage = new SeedScore { Seed = 0, Top1 = new Estimate(0.1, 0), MeanAveragePrecision = null, NoiseDraws = 1, IsOutage = true };
        var bootstrap = Bootstrap();
        var score = Score(query => query / 2);

        Assert.Equal(0, bootstrap.Of([(1, outage)])!.Value.Value, 12);
        Assert.Equal(bootstrap.Of([(1, score)])!.Value.Value, bootstrap.Of([(1, score), (-1, outage)])!.Value.Value, 12);
    }

    [Fact]
    public void Of_SameGenerator_IsTheSameInWhateverOrder()
    {
        var (first, second) = (Bootstrap(), Bootstrap());
        var (a, b) = (Score(query => query / 2), Score(query => 50 - (query / 2)));

        var before = (first.Of([(1, a)]), first.Of([(1, b)]));
        var after = (B: second.Of([(1, b)]), A: second.Of([(1, a)]));

        Assert.Equal(before, (after.A, after.B));
        Assert.NotEqual(before.Item1, new IdentityBootstrap(Identities, new Random(2)).Of([(1, a)]));
    }

    [Fact]
    public void Of_NoHitsOrOtherQueriesOrOnePerson_IsUnknown()
    {
        var score = Score(query => query / 2);
        var others = score with { Hits = score.Hits! with { Identities = PackedIntegers.Of([.. Identities.Reverse()], People - 1) } };

        Assert.Null(Bootstrap().Of([(1, score), (1, score with { Hits = null })]));
        Assert.Null(Bootstrap().Of([(1, score), (1, others)]));
        Assert.Null(new IdentityBootstrap(null, new Random(1)).Of([(1, score)]));
        Assert.Null(new IdentityBootstrap(PackedIntegers.Of([0, 0], 0), new Random(1)).Of([(1, score)]));
    }

    private static IdentityBootstrap Bootstrap() => new(Identities, new Random(1));

    /// <summary>Over 50 draws.</summary>
    private static SeedScore Score(Func<int, int> hitsOfQuery)
    {
        var hits = PackedIntegers.Of([.. Enumerable.Range(0, 2 * People).Select(hitsOfQuery)], 50);
        return new SeedScore
        {
            Seed = 0,
            Top1 = new Estimate(hits.Average() / 50, 0),
            MeanAveragePrecision = null,
            NoiseDraws = 50,
            Hits = new QueryHits(hits, 50, Identities),
        };
    }
}
