using CsCheck;
using JsccGrid.Grains.Grids;
using Xunit;

namespace JsccGrid.Grains.Tests.Grids;

public sealed class ChunkSetTests
{
    [Fact]
    public void Set_OfRandomChunks_HoldsThoseAndNoOthers() => Gen.Int[0, 400].Array[0, 50].Sample(chunks =>
    {
        var set = chunks.Aggregate(ChunkSet.Empty, (current, chunk) => current.With(chunk));
        Assert.Equal(chunks.Distinct().Count(), set.Count);
        Assert.All(Enumerable.Range(0, 401), chunk => Assert.Equal(chunks.Contains(chunk), set.Contains(chunk)));
        Assert.True(set.Words.Length <= 7);
    });
}
