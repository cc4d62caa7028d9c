using JsccGrid.Experiments.Recipes;
using JsccGrid.Training.Models;
using JsccGrid.Training.Tensors;
using JsccGrid.Training.Tests.Tensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tests.Models;

public sealed class JsccModelTests
{
    private const int D = 12, B = 4;

    [Fact]
    public void JsccEncoder_ThreeLayers_ReducesTheDimensionFirst()
    {
        using var generator = new Generator(1);
        using var encoder = new JsccEncoder(D, B, Recipe(3), generator);

        Assert.Equal(
            [
                "layers.bn1.bias [4]", "layers.bn1.weight [4]", "layers.bn2.bias [4]", "layers.bn2.weight [4]",
                "layers.fc1.bias [4]", "layers.fc1.weight [4,12]", "layers.fc2.bias [4]", "layers.fc2.weight [4,4]",
                "layers.fc3.bias [4]", "layers.fc3.weight [4,4]",
            ],
            Shapes(encoder));
    }

    [Fact]
    public void JsccDecoder_ThreeLayers_RestoresTheDimensionLast()
    {
        using var generator = new Generator(1);
        using var decoder = new JsccDecoder(D, B, Recipe(3), generator);

        Assert.Equal(
            [
                "layers.bn1.bias [4]", "layers.bn1.weight [4]", "layers.bn2.bias [4]", "layers.bn2.weight [4]",
                "layers.fc1.bias [4]", "layers.fc1.weight [4,4]", "layers.fc2.bias [4]", "layers.fc2.weight [4,4]",
                "layers.fc3.bias [12]", "layers.fc3.weight [12,4]",
            ],
            Shapes(decoder));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void JsccEncoderAndDecoder_AnyDepth_MapFeaturesToUnitPowerAndBack(int layers)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        using var encoder = new JsccEncoder(D, B, Recipe(layers), generator);
        using var decoder = new JsccDecoder(D, B, Recipe(layers), generator);

        var x = encoder.call(empty(6, D).normal_(0, 1, generator));
        var features = decoder.call(x);

        Assert.Equal([6L, B], x.shape);
        Assert.Equal([6L, D], features.shape);
        foreach (var power in x.square().mean([1]).data<float>()) Assert.Equal(1, power, 5);
    }

    [Fact]
    public void JsccEncoder_Forward_IsTheLayersWrittenOut()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        using var encoder = new JsccEncoder(D, B, Recipe(2), generator);
        encoder.eval();
        var state = ModuleState.Export(encoder);
        var input = empty(6, D).normal_(0, 1, generator);

        var actual = encoder.call(input);

        var hidden = input.matmul(state["layers.fc1.weight"].t()) + state["layers.fc1.bias"];
        hidden /= Math.Sqrt(1 + 1e-5); // batch normalisation with mean 0 and variance 1
        hidden = hidden.clamp(min: 0) + 0.2 * hidden.clamp(max: 0);
        var output = hidden.matmul(state["layers.fc2.weight"].t()) + state["layers.fc2.bias"];
        output *= Math.Sqrt(B) / output.square().sum(1, keepdim: true).sqrt();
        Assert.InRange((actual - output).abs().max().item<float>(), 0, 1e-5f);
    }

    [Fact]
    public void JsccFcEncoder_Forward_HasUnitPower()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        using var encoder = new JsccFcEncoder(D, B, generator);

        var x = encoder.call(empty(6, D).normal_(0, 1, generator));

        Assert.Equal(["fc.bias [4]", "fc.weight [4,12]"], Shapes(encoder));
        foreach (var power in x.square().mean([1]).data<float>()) Assert.Equal(1, power, 5);
    }

    [Fact]
    public void DigitalEncoderAndClassifier_Forward_AreOneLinearLayer()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        using var encoder = new DigitalEncoder(D, 7, generator);
        using var classifier = new IdentityClassifier(7, 3, generator);

        var logits = classifier.call(encoder.call(ones(6, D)));

        Assert.Equal(["fc.bias [7]", "fc.weight [7,12]"], Shapes(encoder));
        Assert.Equal(["fc.bias [3]", "fc.weight [3,7]"], Shapes(classifier));
        Assert.Equal([6L, 3], logits.shape);
    }

    [Fact]
    public void LinearLayers_InitialWeights_AreUniformByFanIn()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        using var classifier = new IdentityClassifier(100, 500, generator);

        var weight = ModuleState.Export(classifier)["fc.weight"];

        Assert.InRange(weight.abs().max().item<float>(), 0.0999f, 0.1f);
        Assert.Equal(0.1 / Math.Sqrt(3), weight.std().item<float>(), 3);
    }

    [Fact]
    public void Constructors_SameSeed_GiveTheSameWeightsWhateverTheGlobalGenerator()
    {
        manual_seed(1);
        var first = Bytes(7);
        manual_seed(2);

        Assert.Equal(first, Bytes(7));
        Assert.NotEqual(first, Bytes(8));

        static byte[] Bytes(ulong seed)
        {
            using var generator = new Generator(seed);
            using var encoder = new JsccEncoder(D, B, Recipe(3), generator);
            using var decoder = new JsccDecoder(D, B, Recipe(3), generator);
            var tensors = ModuleState.Export(encoder).Values.Concat(ModuleState.Export(decoder).Values);
            return [.. tensors.SelectMany(tensor => tensor.bytes.ToArray())];
        }
    }

    [Fact]
    public void Forward_AndBackward_LeavesNoTensorsBehind()
    {
        using var generator = new Generator(1);
        using var encoder = new JsccEncoder(D, B, Recipe(3), generator);
        using var decoder = new JsccDecoder(D, B, Recipe(3), generator);
        using var features = ones(6, D);

        LiveTensors.AssertSteady(() =>
        {
            using var x = encoder.call(features);
            using var restored = decoder.call(x);
            using var loss = nn.functional.l1_loss(restored, features);
            loss.backward();
            encoder.zero_grad();
            decoder.zero_grad();
        });
    }

    private static AutoencoderRecipe Recipe(int layers) => new()
    {
        Layers = layers,
        LeakySlope = 0.2,
        Pretraining = s_schedule,
        Joint = s_schedule,
        TrainBackbone = true,
        Gallery = GallerySide.Autoencoded,
    };

    private static readonly ScheduleRecipe s_schedule = new() { BatchSize = 1, Momentum = 0, WeightDecay = 0, Phases = [] };

    private static IEnumerable<string> Shapes(nn.Module module) =>
        module.named_parameters().Select(pair => $"{pair.name} [{string.Join(",", pair.parameter.shape)}]").Order(StringComparer.Ordinal);
}
