using JsccGrid.Experiments.Files;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Import.Weights;
using JsccGrid.Training.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace JsccGrid.Training.Tests.Models;

/// <summary>Imported weights compute what the file they came from computes, by ONNX Runtime's reckoning.</summary>
public sealed class ImportedWeightsTests : IDisposable
{
    private static readonly BackboneRecipe Basic =
        new() { Blocks = [1, 2, 1, 1], Width = 2, Bottleneck = false, Stem = BackboneStem.ImageNet };
    private static readonly BackboneRecipe Bottleneck =
        new() { Blocks = [1, 1, 2, 1], Width = 2, Bottleneck = true, Stem = BackboneStem.ImageNet };
    private static readonly BackboneRecipe ImageNet =
        new() { Blocks = [2, 2, 2, 3], Width = 64, Bottleneck = false, Stem = BackboneStem.ImageNet };

    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Generator generator = new(5);

    public void Dispose()
    {
        generator.Dispose();
        scope.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("basic.onnx", "basic.onnx", "basic.pth")]
    [InlineData("basic-folded.onnx", "basic.onnx", "basic.pth")]
    [InlineData("basic.pth", "basic.onnx", "basic.pth")]
    [InlineData("basic-legacy.pth", "basic.onnx", "basic.pth")]
    [InlineData("bottleneck.onnx", "bottleneck.onnx", "checkpoint.pth")]
    [InlineData("checkpoint.pth", "bottleneck.onnx", "checkpoint.pth")]
    public void LoadWeights_Imported_AgreesWithOnnxRuntime(string weights, string model, string classifier)
    {
        var images = randn([2, 3, 64, 32], generator: generator);
        using var network = Load(Fixture(weights), model == "basic.onnx" ? Basic : Bottleneck);

        var features = network.call(images);
        var last = Tensors(Fixture(classifier))
            .Where(tensor => tensor.Key.EndsWith("fc.weight", StringComparison.Ordinal)
                || tensor.Key.EndsWith("fc.bias", StringComparison.Ordinal))
            .OrderByDescending(tensor => tensor.Key).Select(tensor => tensor.Value).ToList();
        var logits = nn.functional.linear(features, last[0], last[1]);

        AssertClose(Run(Fixture(model), "image", images), logits, 1e-5);
    }

    /// <summary>The network takes blue, green and red from 0 to 255 less a mean; ours takes what torchvision's networks take.</summary>
    [Fact]
    public void LoadWeights_ImageNet_AgreesWithOnnxRuntime()
    {
        var model = ImageNetWeights.PathIn(PackagesFolder);
        Assert.SkipUnless(File.Exists(model), $"The NuGet package {ImageNetWeights.Package} is not at {model}.");
        ImageNetWeights.Require(model);
        using var network = Load(model, ImageNet);
        // Cells are known by these bytes: where they change, nothing that was trained is found again.
        Assert.Equal(
            "f4f6da1d25696a69a784d74ceadeeb159eb8a1f44cd979625dbacf33fb0ef8a1",
            FileHash.Of(folder["weights.safetensors"]));
        // As smooth as photographs are; pure noise would say little of what is seen at the borders.
        var pixels = nn.functional.interpolate(
            rand([1, 3, 7, 7], generator: generator), [224, 224], mode: InterpolationMode.Bilinear, align_corners: false);

        var features = network.call(
            (pixels - tensor(new[] { 0.485f, 0.456f, 0.406f }).view(1, 3, 1, 1))
                / tensor(new[] { 0.229f, 0.224f, 0.225f }).view(1, 3, 1, 1));
        var means = tensor(new[] { 103.06262f, 115.90288f, 123.15163f }).view(1, 3, 1, 1);
        var expected = Run(model, "Input247", pixels.flip(1) * 255 - means);

        Assert.True(expected.max().item<float>() > 1);
        AssertClose(expected.view(1, 512), features, 1e-2);
    }

    private static string PackagesFolder => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Imported", name);

    private ResNet Load(string file, BackboneRecipe recipe)
    {
        SafetensorsWriter.Write(folder["weights.safetensors"], WeightsFile.Read(file, WeightsFile.FormatOf(file)).Tensors);
        var network = new ResNet(recipe, generator);
        network.LoadWeights(folder["weights.safetensors"]);
        network.eval();
        return network;
    }

    private static Dictionary<string, Tensor> Tensors(string file) => WeightsFile.Read(file, WeightsFile.FormatOf(file)).Tensors
        .Where(tensor => tensor.Type.Name == "F32").ToDictionary(tensor => tensor.Name, tensor =>
        {
            var values = empty(tensor.Shape);
            tensor.Bytes.Span.CopyTo(values.bytes);
            return values;
        });

    private static Tensor Run(string model, string input, Tensor images)
    {
        using var session = new InferenceSession(model);
        var given = new DenseTensor<float>(images.contiguous().data<float>().ToArray(), [.. images.shape.Select(size => (int)size)]);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor(input, given)]);
        var output = results.Single().AsTensor<float>();
        return tensor(output.ToArray(), output.Dimensions.ToArray().Select(size => (long)size).ToArray());
    }

    private static void AssertClose(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        var difference = (expected - actual).abs().max().item<float>();
        Assert.True(
            difference <= tolerance,
            $"The largest of {expected.numel()} values is {expected.abs().max().item<float>()}, "
                + $"the largest difference {difference}.");
    }
}
