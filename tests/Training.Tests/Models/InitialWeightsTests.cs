using JsccGrid.Experiments.Files;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Training.Models;
using JsccGrid.Training.Tensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tests.Models;

/// <summary>What is wrong with a file of weights is one sentence that begins with the file's name.</summary>
public sealed class InitialWeightsTests : IDisposable
{
    private static readonly BackboneRecipe Small =
        new() { Blocks = [1, 2, 1, 1], Width = 4, Bottleneck = false, Stem = BackboneStem.Small };

    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Generator generator = new(1);

    private string File => folder["weights.safetensors"];

    public void Dispose()
    {
        generator.Dispose();
        scope.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("module.", "")]
    [InlineData("backbone.", "classifier.weight")]
    [InlineData("module.backbone.", "module.classifier.weight")]
    [InlineData("model.", "model.fc.weight")]
    public void Load_NamesBehindAPrefix_AreUsed(string prefix, string beside)
    {
        var source = State(Small);
        var file = source.ToDictionary(tensor => prefix + tensor.Key, tensor => tensor.Value);
        if (beside.Length > 0) file[beside] = zeros(3, 32);
        SafetensorsFile.Write(File, file);

        using var network = new ResNet(Small, generator);
        network.LoadWeights(File);

        Assert.All(
            ModuleState.Export(network),
            tensor => Assert.True(tensor.Value.bytes.SequenceEqual(source[tensor.Key].bytes), tensor.Key));
    }

    [Fact]
    public void Load_TwoNetworksBehindPrefixes_SaysThatOneIsExpected()
    {
        var source = State(Small);
        SafetensorsFile.Write(File, new[] { "encoder_q.", "encoder_k." }
            .SelectMany(prefix => source.Select(tensor => (Name: prefix + tensor.Key, tensor.Value)))
            .ToDictionary(tensor => tensor.Name, tensor => tensor.Value));

        Assert.Equal(
            $"{File}: several networks that fit, 'encoder_k.' and 'encoder_q.' before their names; expected one",
            Refused<SafetensorsException>());
    }

    [Theory]
    [InlineData(double.NaN, "", "1 of 288 values of 'layer2.0.conv1.weight' is not finite")]
    [InlineData(double.PositiveInfinity, "module.", "1 of 288 values of 'layer2.0.conv1.weight' is not finite")]
    [InlineData(1e300, "", "1 of 288 values of 'layer2.0.conv1.weight' is not finite")]
    public void Load_AValueThatIsNotFinite_NamesItsTensor(double value, string prefix, string expected)
    {
        var source = State(Small);
        var broken = source["layer2.0.conv1.weight"].to(ScalarType.Float64);
        broken.view(-1)[7] = value;
        source["layer2.0.conv1.weight"] = broken;
        SafetensorsFile.Write(File, source.ToDictionary(tensor => prefix + tensor.Key, tensor => tensor.Value));

        Assert.StartsWith($"{File}: {expected}", Refused<SafetensorsException>());
    }

    [Fact]
    public void Load_AnotherNetwork_SaysWhichItIsAndWhatWouldFitThenDetails()
    {
        SafetensorsFile.Write(
            File,
            State(new BackboneRecipe { Blocks = [1, 1, 1, 2], Width = 8, Bottleneck = true, Stem = BackboneStem.ImageNet }));

        var message = Refused<StateMismatchException>();

        Assert.StartsWith(
            $"{File}: the weights of a ResNet of [1, 1, 1, 2] bottleneck blocks, width 8, stem imagenet, "
            + "where the recipe's backbone is a ResNet of [1, 2, 1, 1] basic blocks, width 4, stem small; "
            + "'backbone: { blocks: [1, 1, 1, 2], width: 8, bottleneck: true, stem: imagenet }' would fit them. "
            + "The tensors do not fit: 10 missing (layer2.1.bn1.",
            message);
        Assert.InRange(message.Length, 400, 900);
    }

    [Fact]
    public void Load_NoResidualNetwork_NamesTheFirstOfWhatIsMissing()
    {
        SafetensorsFile.Write(File, new Dictionary<string, Tensor> { ["blocks.0.attn.qkv.weight"] = zeros(3) });

        var message = Refused<StateMismatchException>();

        Assert.StartsWith($"{File}: does not fit the recipe's backbone, a ResNet of [1, 2, 1, 1] basic blocks", message);
        Assert.Contains("1 unexpected (blocks.0.attn.qkv.weight)", message);
        Assert.InRange(message.Length, 100, 500);
    }

    private string Refused<T>() where T : Exception
    {
        using var network = new ResNet(Small, generator);
        var before = ModuleState.Export(network).Select(tensor => tensor.Value.bytes.ToArray()).ToList();

        var message = Assert.Throws<T>(() => network.LoadWeights(File)).Message;

        Assert.Equal(before, ModuleState.Export(network).Select(tensor => tensor.Value.bytes.ToArray()));
        return message;
    }

    private Dictionary<string, Tensor> State(BackboneRecipe recipe)
    {
        using var network = new ResNet(recipe, generator);
        return ModuleState.Export(network).ToDictionary(tensor => tensor.Key, tensor => tensor.Value.detach().clone());
    }
}
