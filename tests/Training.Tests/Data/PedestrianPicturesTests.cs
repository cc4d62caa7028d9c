using JsccGrid.DataSets;
using JsccGrid.DataSets.Tests;
using JsccGrid.Training.Data;
using Xunit;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tests.Data;

/// <summary>What the synthetic pedestrians look like to whoever trains on them.</summary>
public sealed class PedestrianPicturesTests
{
    private static readonly SyntheticPedestriansOptions Small = new()
    {
        TrainIdentities = 3, TestIdentities = 2, ImagesPerCamera = 2, Height = 32, Width = 16, Seed = 7,
    };

    [Fact]
    public void Generate_SamePersonInOneCamera_LooksMoreAlikeThanAnother()
    {
        using var folder = new TestFolder();
        Generate(folder.Path, Small with { TrainIdentities = 40, ImagesPerCamera = 2, Height = 128, Width = 64 });
        var train = ReIdDataSet.Open(folder.Path).Train.Where(image => image.CameraId == 1).ToList();
        using var set = ImageSet.Load(train, ImageSetTests.Input(32, 16), threads: 2, TestContext.Current.CancellationToken);
        using var scope = NewDisposeScope();
        var pixels = set.Pixels.to_type(ScalarType.Float32).flatten(1);
        var distances = cdist(pixels, pixels) + (eye(train.Count) * 1e9);

        var nearest = distances.argmin(1).data<long>().ToArray();

        var hits = nearest.Where((other, n) => train[(int)other].PersonId == train[n].PersonId).Count();
        Assert.InRange(hits, 12, 79);   // chance: 80 images / 79 others, about 1
    }

    [Fact]
    public void Generate_SecondCamera_IsWarmerThanTheFirst()
    {
        using var folder = new TestFolder();
        Generate(folder.Path, Small with { TrainIdentities = 20 });
        var train = ReIdDataSet.Open(folder.Path).Train;
        using var set = ImageSet.Load(train, ImageSetTests.Input(32, 16), threads: 2, TestContext.Current.CancellationToken);
        using var scope = NewDisposeScope();
        var means = set.Pixels.to_type(ScalarType.Float32).mean([2, 3]);          // [N, 3]
        var warmth = (means.select(1, 0) - means.select(1, 2)).data<float>().ToArray();

        var (first, second) = (Warmth(1), Warmth(2));

        Assert.InRange(second - first, 5, 60);
        float Warmth(int camera) => warmth.Where((_, n) => train[n].CameraId == camera).Average();
    }

    private static void Generate(string folder, SyntheticPedestriansOptions options) =>
        SyntheticPedestrians.Generate(folder, options, TestContext.Current.CancellationToken);
}
