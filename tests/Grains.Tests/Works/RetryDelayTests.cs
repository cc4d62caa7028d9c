using CsCheck;
using JsccGrid.Grains.Configuration;
using JsccGrid.Grains.Works;
using Xunit;

namespace JsccGrid.Grains.Tests.Works;

public sealed class RetryDelayTests
{
    private static readonly OrchestrationOptions Options = new()
    {
        RetryBaseDelay = TimeSpan.FromSeconds(5),
        RetryMaxDelay = TimeSpan.FromMinutes(5)
    };

    [Theory]
    [InlineData(1, 0.5, 5)]
    [InlineData(2, 0.5, 10)]
    [InlineData(3, 0, 10)]
    [InlineData(3, 1, 30)]
    [InlineData(7, 0.5, 300)]
    [InlineData(1_000_000, 0.5, 300)]
    public void Of_SomeTries_DoublesUpToItsLimit(int tries, double fraction, double seconds) =>
        Assert.Equal(seconds, RetryDelay.Of(tries, fraction, Options).TotalSeconds, 6);

    [Fact]
    public void Of_ALongBase_StaysAtItsLimit()
    {
        var options = new OrchestrationOptions { RetryBaseDelay = TimeSpan.FromMinutes(20), RetryMaxDelay = TimeSpan.FromHours(2) };

        Assert.Equal(TimeSpan.FromHours(3), RetryDelay.Of(31, 1, options));
        Assert.Equal(TimeSpan.FromMinutes(80), RetryDelay.Of(3, 0.5, options));
    }

    [Fact]
    public void Fraction_OfAnyWork_IsBetweenZeroAndOneAndSpread()
    {
        Gen.Select(Gen.String, Gen.Int).Sample((id, attempt) => RetryDelay.Fraction(id, attempt) is >= 0 and <= 1);
        var fractions = Enumerable.Range(0, 1000).Select(i => RetryDelay.Fraction($"cells/{i}", 1)).ToList();
        Assert.InRange(fractions.Average(), 0.45, 0.55);
        Assert.InRange(fractions.Count(fraction => fraction < 0.1), 50, 150);
    }
}
