using JsccGrid.Experiments.Recipes;
using JsccGrid.Training.Retrieval;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tests.Retrieval;

public sealed class FeatureDistanceTests
{
    [Fact]
    public void Between_Cosine_IsOneMinusTheCosine()
    {
        using var scope = NewDisposeScope();
        var query = tensor(new float[] { 1, 0, 3, 4, 0, 0 }, [3, 2]);
        var gallery = tensor(new float[] { 2, 0, 0, 1, -1, 0 }, [3, 2]);

        var distances = FeatureDistance.Between(query, gallery, RankingDistance.Cosine);

        float[] expected = [0, 1, 2, 0.4f, 0.2f, 1.6f, 1, 1, 1];
        Assert.Equal([3L, 3], distances.shape);
        Assert.All(expected.Zip(distances.data<float>()), pair => Assert.Equal(pair.First, pair.Second, 6));
    }

    [Fact]
    public void Between_Euclidean_IsTheDistanceNotItsSquare()
    {
        using var scope = NewDisposeScope();
        var query = tensor(new float[] { 0, 0, 3, 4 }, [2, 2]);
        var gallery = tensor(new float[] { 3, 4, 0, 0, 6, 8 }, [3, 2]);

        var distances = FeatureDistance.Between(query, gallery, RankingDistance.Euclidean);

        float[] expected = [5, 0, 10, 0, 5, 5];
        Assert.All(expected.Zip(distances.data<float>()), pair => Assert.Equal(pair.First, pair.Second, 3));
    }

    [Fact]
    public void Between_EuclideanFarFromTheOrigin_KeepsItsDigits()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var gallery = empty(50, 100).normal_(1000, 1, generator);
        var query = empty(20, 100).normal_(1000, 1, generator);

        var distances = FeatureDistance.Between(query, gallery, RankingDistance.Euclidean);

        var exact = (query.to(ScalarType.Float64).unsqueeze(1) - gallery.to(ScalarType.Float64).unsqueeze(0)).square().sum(2).sqrt();
        Assert.InRange((distances / exact - 1).abs().max().item<double>(), 0, 1e-4);
    }
}
