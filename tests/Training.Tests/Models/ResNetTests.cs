using JsccGrid.Experiments;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Training.Models;
using JsccGrid.Training.Tensors;
using JsccGrid.Training.Tests.Tensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tests.Models;

public sealed class ResNetTests
{
    private static readonly BackboneRecipe s_resNet50 = new()
    {
        Blocks = [3, 4, 6, 3], Width = 64, Bottleneck = true, Stem = BackboneStem.ImageNet,
    };

    private static readonly BackboneRecipe s_small = new()
    {
        Blocks = [1, 2, 1, 1], Width = 4, Bottleneck = false, Stem = BackboneStem.Small,
    };

    [Fact]
    public void Export_ResNet50_HasTorchvisionsNamesAndShapes()
    {
        using var generator = new Generator(1);
        using var network = new ResNet(s_resNet50, generator);

        var actual = ModuleState.Export(network)
            .Select(pair => $"{pair.Key} [{string.Join(",", pair.Value.shape)}] {pair.Value.dtype}").Order().ToList();

        Assert.Equal(TorchvisionResNet50().Order().ToList(), actual);
        Assert.Equal(318, actual.Count); // torchvision's 320 without fc.weight and fc.bias
        Assert.Equal(23_508_032, network.parameters().Sum(parameter => parameter.NumberOfElements));
        Assert.Equal(2048, network.FeatureDimension);
    }

    [Theory]
    [InlineData(BackboneStem.ImageNet, true, 64, 32)]
    [InlineData(BackboneStem.Small, true, 16, 8)]
    [InlineData(BackboneStem.ImageNet, false, 32, 64)]
    [InlineData(BackboneStem.Small, false, 8, 8)]
    public void Forward_EitherStemAndBlock_GivesOneFeatureVectorAnImage(BackboneStem stem, bool bottleneck, int height, int width)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        using var network = new ResNet(s_small with { Stem = stem, Bottleneck = bottleneck }, generator);

        var features = network.call(randn(2, 3, height, width, generator: generator));

        Assert.Equal([2L, 4 * 8 * (bottleneck ? 4 : 1)], features.shape);
        Assert.True(features.isfinite().all().item<bool>());
    }

    /// <summary>A buffer that is written past shows as a crash of this program, or as a gradient that another pass does not give.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(8)]
    public void Backward_NarrowNetworkManyTimes_GivesTheSameGradients(int width)
    {
        using var generator = new Generator(1);
        using var network = new ResNet(s_small with { Width = width }, generator);
        using var images = randn(8, 3, 16, 8, generator: generator);
        double? first = null;
        for (var pass = 0; pass < 30; pass++)
        {
            using var scope = NewDisposeScope();
            network.zero_grad();
            network.call(images).square().sum().backward();
            var norm = network.parameters().Sum(parameter => parameter.grad!.norm().item<float>());
            Assert.Equal(first ??= norm, norm);
        }
    }

    [Fact]
    public void Forward_Training_CountsBatchesAndMovesRunningMean()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        using var network = new ResNet(s_small, generator);
        network.train();

        network.call(randn(4, 3, 8, 8, generator: generator));

        var state = ModuleState.Export(network);
        Assert.Equal(1, state["layer2.0.bn1.num_batches_tracked"].item<long>());
        Assert.True(state["bn1.running_mean"].abs().sum().item<float>() > 0);
    }

    [Fact]
    public void Train_FrozenStages_KeepTheirWeightsAndStatistics()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        using var network = new ResNet(s_small with { FrozenStages = 2 }, generator);
        var before = ModuleState.Export(network).ToDictionary(pair => pair.Key, pair => pair.Value.clone());
        network.train();

        network.call(randn(4, 3, 8, 8, generator: generator)).square().sum().backward();

        foreach (var (name, parameter) in network.named_parameters())
            Assert.Equal(name.StartsWith("layer3.") || name.StartsWith("layer4."), parameter.grad is not null);
        var moved = ModuleState.Export(network).Where(pair => pair.Value.ne(before[pair.Key]).any().item<bool>()).Select(pair => pair.Key);
        Assert.All(moved, name => Assert.Matches("^layer[34]", name));
        Assert.Contains("layer3.0.bn1.running_mean", moved);
    }

    [Fact]
    public void Constructor_SameSeed_GivesSameWeightsWhateverTheGlobalGenerator()
    {
        manual_seed(1);
        using var first = Create(seed: 7);
        manual_seed(2);
        using var second = Create(seed: 7);
        using var other = Create(seed: 8);

        Assert.True(SameState(first, second));
        Assert.False(SameState(first, other));

        static ResNet Create(long seed)
        {
            using var generator = new Generator((ulong)seed);
            return new ResNet(s_small, generator);
        }
    }

    [Fact]
    public void Forward_BFloat16_IsNearSinglePrecisionAndTrainsSinglePrecisionWeights()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        using var single = Network(Precision.Single);
        using var reduced = Network(Precision.BFloat16);
        var images = empty(8, 3, 16, 8).normal_(0, 1, generator);

        var (expected, actual) = (single.call(images), reduced.call(images));
        actual.square().mean().backward();

        Assert.Equal(ScalarType.Float32, actual.dtype);
        Assert.InRange(((actual - expected).norm() / expected.norm()).item<float>(), 1e-4f, 3e-2f); // rounded, and by 8 bits
        Assert.All(reduced.parameters(), parameter => Assert.Equal(ScalarType.Float32, parameter.grad!.dtype));

        static ResNet Network(Precision precision)
        {
            using var generator = new Generator(2);
            return new ResNet(s_small, generator, precision);
        }
    }

    [Fact]
    public void Constructor_Convolutions_AreKaimingNormalByFanOut()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        using var network = new ResNet(s_small with { Width = 64 }, generator);

        var weight = ModuleState.Export(network)["layer1.0.conv1.weight"]; // [64, 64, 3, 3]

        Assert.Equal(Math.Sqrt(2.0 / (64 * 9)), weight.std().item<float>(), 3);
        Assert.Equal(0, weight.mean().item<float>(), 2);
    }

    [Fact]
    public void Constructor_ThreeStages_SaysWhatIsWrong()
    {
        using var generator = new Generator(1);

        var error = Assert.Throws<ArgumentException>(() => new ResNet(s_small with { Blocks = [1, 2, 0] }, generator));

        Assert.Contains("four stages", error.Message, StringComparison.Ordinal);
        Assert.Contains("[1, 2, 0]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadWeights_TorchvisionFile_IgnoresClassifierAndMissingCounters()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var generator = new Generator(1);
        using var source = new ResNet(s_small, generator);
        using var target = new ResNet(s_small, generator);
        var file = ModuleState.Export(source).Where(pair => !pair.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key, pair => pair.Value);
        file["fc.weight"] = zeros(1000, 32);
        file["fc.bias"] = zeros(1000);
        SafetensorsFile.Write(folder["weights.safetensors"], file);
        Assert.False(SameState(source, target));

        target.LoadWeights(folder["weights.safetensors"]);

        Assert.True(SameState(source, target));
    }

    [Fact]
    public void LoadWeights_OtherNetwork_ListsEveryNameThatDoesNotFit()
    {
        using var folder = new TemporaryFolder();
        using var generator = new Generator(1);
        using var source = new ResNet(s_small with { Blocks = [1, 1, 1, 2], Width = 8 }, generator);
        using var target = new ResNet(s_small, generator);
        SafetensorsFile.Write(folder["weights.safetensors"], ModuleState.Export(source));

        var error = Assert.Throws<StateMismatchException>(() => target.LoadWeights(folder["weights.safetensors"]));

        Assert.Contains("layer2.1.conv1.weight", error.Missing);
        Assert.Contains("layer4.1.conv2.weight", error.Unexpected);
        Assert.Contains("conv1.weight wants Float32[4, 3, 3, 3], got Float32[8, 3, 3, 3]", error.Misshapen);
    }

    [Fact]
    public void Forward_AndBackward_LeavesNoTensorsBehind()
    {
        using var generator = new Generator(1);
        using var network = new ResNet(s_small, generator);

        LiveTensors.AssertSteady(() =>
        {
            using var images = ones(2, 3, 8, 8);
            using var features = network.call(images);
            using var loss = features.sum();
            loss.backward();
            network.zero_grad();
        });
    }

    private static bool SameState(nn.Module first, nn.Module second) =>
        ModuleState.Export(first).Values.Zip(ModuleState.Export(second).Values)
            .All(pair => pair.First.bytes.SequenceEqual(pair.Second.bytes));

    /// <summary>The state of torchvision.models.resnet50 without fc, written down from its definition.</summary>
    private static IEnumerable<string> TorchvisionResNet50()
    {
        static IEnumerable<string> Norm(string name, int channels) =>
        [
            $"{name}.weight [{channels}] Float32", $"{name}.bias [{channels}] Float32",
            $"{name}.running_mean [{channels}] Float32", $"{name}.running_var [{channels}] Float32", $"{name}.num_batches_tracked [] Int64",
        ];
        static string Convolution(string name, int outputs, int inputs, int kernel) =>
            $"{name}.weight [{outputs},{inputs},{kernel},{kernel}] Float32";

        yield return Convolution("conv1", 64, 3, 7);
        foreach (var line in Norm("bn1", 64)) yield return line;
        (int Blocks, int Inputs, int Width, int Outputs)[] stages =
            [(3, 64, 64, 256), (4, 256, 128, 512), (6, 512, 256, 1024), (3, 1024, 512, 2048)];
        for (var s = 0; s < 4; s++)
        {
            for (var b = 0; b < stages[s].Blocks; b++)
            {
                var block = $"layer{s + 1}.{b}";
                yield return Convolution($"{block}.conv1", stages[s].Width, b == 0 ? stages[s].Inputs : stages[s].Outputs, 1);
                yield return Convolution($"{block}.conv2", stages[s].Width, stages[s].Width, 3);
                yield return Convolution($"{block}.conv3", stages[s].Outputs, stages[s].Width, 1);
                foreach (var line in Norm($"{block}.bn1", stages[s].Width)) yield return line;
                foreach (var line in Norm($"{block}.bn2", stages[s].Width)) yield return line;
                foreach (var line in Norm($"{block}.bn3", stages[s].Outputs)) yield return line;
            }
            yield return Convolution($"layer{s + 1}.0.downsample.0", stages[s].Outputs, stages[s].Inputs, 1);
            foreach (var line in Norm($"layer{s + 1}.0.downsample.1", stages[s].Outputs)) yield return line;
        }
    }
}
