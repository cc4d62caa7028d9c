using JsccGrid.Experiments.Recipes;
using JsccGrid.Training.Data;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tests.Data;

public sealed class AugmentationTests : IDisposable
{
    private const int Height = 6, Width = 4;

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Apply_NothingToDo_GivesTheSameValues() =>
        Assert.Equal(Bytes(Batch(3)), Bytes(Augmentation.Apply(Batch(3), Recipe(0, 0), new Generator(1))));

    [Fact]
    public void Apply_FlipAlways_MirrorsEveryImage() =>
        Assert.Equal(Bytes(Batch(5).flip(3)), Bytes(Augmentation.Apply(Batch(5), Recipe(1, 0), new Generator(1))));

    [Fact]
    public void Apply_FlipSometimes_EachImageDrawsItsOwn()
    {
        var batch = Batch(400);

        var result = Augmentation.Apply(batch, Recipe(0.25, 0), new Generator(1));

        var kept = Enumerable.Range(0, 400).Count(n => Bytes(result[n]).SequenceEqual(Bytes(batch[n])));
        var flipped = Enumerable.Range(0, 400).Count(n => Bytes(result[n]).SequenceEqual(Bytes(batch[n].flip(2))));
        Assert.Equal(400, kept + flipped);
        Assert.InRange(flipped, 60, 140);
    }

    [Fact]
    public void Apply_PadAndCrop_IsACropOfThePaddedImageAtEveryOffset()
    {
        const int N = 300, Padding = 2;
        var batch = Batch(N);

        var result = Augmentation.Apply(batch, Recipe(0.5, Padding), new Generator(1));

        var seen = new HashSet<(int, int, bool)>();
        for (var n = 0; n < N; n++)
        {
            var matches = (from y in Enumerable.Range(0, (2 * Padding) + 1)
                           from x in Enumerable.Range(0, (2 * Padding) + 1)
                           from flip in new[] { false, true }
                           where Bytes(result[n]).SequenceEqual(Expected(Bytes(batch[n]), y - Padding, x - Padding, flip))
                           select (y, x, flip)).ToList();
            seen.Add(Assert.Single(matches));
        }
        Assert.Equal(50, seen.Count);
    }

    [Fact]
    public void Apply_Batch_IsLeftAsItWas()
    {
        var batch = Batch(8);

        Augmentation.Apply(batch, Recipe(0.5, 1), new Generator(1));

        Assert.Equal(Bytes(Batch(8)), Bytes(batch));
    }

    [Fact]
    public void Apply_SameGeneratorState_GivesTheSameResult()
    {
        var (first, second) = (new Generator(5), new Generator(5));

        Assert.Equal(
            Bytes(Augmentation.Apply(Batch(20), Recipe(0.5, 2), first)),
            Bytes(Augmentation.Apply(Batch(20), Recipe(0.5, 2), second)));
        Assert.Equal(Bytes(first.get_state()), Bytes(second.get_state()));
        Assert.NotEqual(
            Bytes(Augmentation.Apply(Batch(20), Recipe(0.5, 2), first)),
            Bytes(Augmentation.Apply(Batch(20), Recipe(0.5, 2), new Generator(5))));
    }

    [Fact]
    public void Apply_SlicedBatch_GivesTheSameAsACopy()
    {
        var sliced = Batch(20)[TensorIndex.Slice(start: 0, stop: 20, step: 2)];

        Assert.Equal(
            Bytes(Augmentation.Apply(sliced.clone(), Recipe(0.5, 2), new Generator(5))),
            Bytes(Augmentation.Apply(sliced, Recipe(0.5, 2), new Generator(5))));
    }

    [Fact]
    public void Apply_BatchOnAnotherDevice_StaysThere()
    {
        var result = Augmentation.Apply(Batch(2).to(META), Recipe(0.5, 2), new Generator(1));

        Assert.Equal(DeviceType.META, result.device_type);
        Assert.Equal([2L, 3, Height, Width], result.shape);
    }

    [Fact]
    public void Normalise_Pixels_AreScaledPerChannel()
    {
        var batch = tensor(new byte[] { 0, 255, 51, 0, 0, 0 }).view(1, 3, 1, 2);
        var input = new InputRecipe { Height = 1, Width = 2, Mean = [0.5, 0.2, 0.25], StandardDeviation = [0.25, 0.5, 1] };

        var result = InputNormalization.Apply(batch, input);

        Assert.Equal(ScalarType.Float32, result.dtype);
        Assert.Equal([1L, 3, 1, 2], result.shape);
        Assert.All(
            new float[] { -2, 2, 0, -0.4f, -0.25f, -0.25f },
            (expected, i) => Assert.Equal(expected, result.data<float>()[i], 1e-6f));
        Assert.Equal(DeviceType.META, InputNormalization.Apply(batch.to(META), input).device_type);
    }

    private static AugmentationRecipe Recipe(double flip, int padAndCrop) => new() { HorizontalFlip = flip, PadAndCrop = padAndCrop };

    /// <summary>uint8 [n, 3, Height, Width] of values from 1, so that padding can be told from them.</summary>
    private static Tensor Batch(int n) => randint(1, 256, [n, 3, Height, Width], ScalarType.Byte, generator: new Generator(99));

    private static byte[] Bytes(Tensor tensor) => tensor.contiguous().bytes.ToArray();

    private static byte[] Expected(byte[] image, int dy, int dx, bool flip)
    {
        var result = new byte[image.Length];
        for (var i = 0; i < image.Length; i++)
        {
            var (channel, y, x) = (i / (Height * Width), (i / Width % Height) + dy, (i % Width) + dx);
            if (y is >= 0 and < Height && x is >= 0 and < Width)
                result[i] = image[(((channel * Height) + y) * Width) + (flip ? Width - 1 - x : x)];
        }
        return result;
    }
}
