using JsccGrid.Experiments.Recipes;
using JsccGrid.Training.Models;
using JsccGrid.Training.Optimization;
using JsccGrid.Training.Tensors;
using JsccGrid.Training.Tests.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tests.Optimization;

public sealed class SgdOptimizerTests
{
    private const double LearningRate = 0.1, Momentum = 0.9, WeightDecay = 5e-4;

    public static TheoryData<string> Updates => ["fused", "flat"];

    [Theory]
    [InlineData("fused", 0, 0)]
    [InlineData("fused", Momentum, 0)]
    [InlineData("fused", Momentum, WeightDecay)]
    [InlineData("flat", 0, 0)]
    [InlineData("flat", Momentum, 0)]
    [InlineData("flat", Momentum, WeightDecay)]
    public void Step_SeveralTimes_EqualsTorchSgd(string update, double momentum, double weightDecay)
    {
        using var scope = NewDisposeScope();
        using var ours = Network();
        using var theirs = Network();
        using var optimizer = Create([Group(ours, weightDecay)], update, momentum);
        using var reference = torch.optim.SGD(theirs.parameters(), LearningRate, momentum, weight_decay: weightDecay);

        for (var step = 0; step < 5; step++)
        {
            Backward(ours, step);
            optimizer.Step(LearningRate);
            reference.zero_grad();
            Backward(theirs, step);
            reference.step();
        }

        foreach (var (actual, expected) in ours.parameters().Zip(theirs.parameters()))
            Assert.InRange(((actual - expected).abs() / (expected.abs() + 1e-3)).max().item<float>(), 0, 1e-6f);
    }

    [Theory]
    [MemberData(nameof(Updates))]
    public void Step_Convolutions_EqualsTorchSgd(string update)
    {
        using var scope = NewDisposeScope();
        using var ours = ResNet();
        using var theirs = ResNet();
        using var optimizer = Create([Group(ours)], update);
        using var reference = torch.optim.SGD(theirs.parameters(), 0.01, Momentum, weight_decay: WeightDecay);
        using var generator = new Generator(1);
        var images = empty(4, 3, 8, 8).normal_(0, 1, generator);

        for (var step = 0; step < 2; step++) Train(optimizer);
        // The next phase of a training has an optimizer of its own, and finds the weights as the one before laid them out.
        using var next = Create([Group(ours)], update);
        next.ImportState(optimizer.ExportState());
        Train(next);

        foreach (var (actual, expected) in ours.parameters().Zip(theirs.parameters()))
            Assert.InRange((actual - expected).abs().max().item<float>(), 0, 1e-5f);

        void Train(SgdOptimizer ourOptimizer)
        {
            ours.call(images).square().mean().backward();
            ourOptimizer.Step(0.01);
            reference.zero_grad();
            theirs.call(images).square().mean().backward();
            reference.step();
        }

        static ResNet ResNet()
        {
            using var generator = new Generator(2);
            var recipe = new BackboneRecipe { Blocks = [1, 1, 1, 1], Width = 4, Bottleneck = true, Stem = BackboneStem.Small };
            return new ResNet(recipe, generator);
        }
    }

    [Theory]
    [MemberData(nameof(Updates))]
    public void Step_GroupFactors_ScaleTheLearningRate(string update)
    {
        using var scope = NewDisposeScope();
        using var fast = new Parameter(ones(3));
        using var slow = new Parameter(ones(3));
        using var optimizer = Create([new([("fast", fast)], 0, 2), new([("slow", slow)], 0, 0.5)], update);

        (fast.sum() + slow.sum()).backward();
        optimizer.Step(LearningRate);

        Assert.Equal(0.8f, fast[0].item<float>(), 6);
        Assert.Equal(0.95f, slow[0].item<float>(), 6);
    }

    [Theory]
    [MemberData(nameof(Updates))]
    public void Step_Afterwards_GradientsAreNull(string update)
    {
        using var scope = NewDisposeScope();
        using var network = Network();
        using var optimizer = Create([Group(network)], update);

        Backward(network, 0);
        optimizer.Step(LearningRate);

        Assert.All(network.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Theory]
    [MemberData(nameof(Updates))]
    public void Step_ParameterWithoutGradient_StaysAsItIs(string update)
    {
        using var scope = NewDisposeScope();
        using var idle = new Parameter(ones(3));
        using var busy = new Parameter(ones(3));
        using var optimizer = Create([new([("idle", idle), ("busy", busy)], WeightDecay)], update);

        busy.sum().backward();
        optimizer.Step(LearningRate);

        Assert.Equal(3f, idle.sum().item<float>());
        Assert.Equal(1 - LearningRate * (1 + WeightDecay), busy[0].item<float>(), 6);
    }

    [Theory]
    [InlineData("fused", 0)]
    [InlineData("fused", 3)]
    [InlineData("flat", 0)]
    [InlineData("flat", 3)]
    public void ImportState_AfterSomeSteps_GoesOnBitForBit(string update, int stepsBefore)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var uninterrupted = Network();
        using var interrupted = Network();
        using var resumed = Network();
        using var optimizer = Create([Group(uninterrupted)], update);
        using (var first = Create([Group(interrupted)], update))
        {
            Train(uninterrupted, optimizer, 0, stepsBefore + 3);
            Train(interrupted, first, 0, stepsBefore);
            SafetensorsFile.Write(folder["optimizer"], first.ExportState());
            SafetensorsFile.Write(folder["model"], ModuleState.Export(interrupted));
        }
        using var second = Create([Group(resumed)], update);
        using var state = SafetensorsFile.Read(folder["optimizer"]);
        using var weights = SafetensorsFile.Read(folder["model"]);

        second.ImportState(state.Tensors);
        ModuleState.Load(resumed, weights.Tensors);
        Train(resumed, second, stepsBefore, stepsBefore + 3);

        foreach (var (expected, actual) in uninterrupted.parameters().Zip(resumed.parameters()))
            Assert.True(expected.bytes.SequenceEqual(actual.bytes));
    }

    [Fact]
    public void ImportState_OtherNames_ListsThem()
    {
        using var parameter = new Parameter(ones(3));
        using var optimizer = new SgdOptimizer([new([("weight", parameter)], 0)], Momentum);
        using var other = ones(3);

        var error = Assert.Throws<StateMismatchException>(
            () => optimizer.ImportState(new Dictionary<string, Tensor> { ["wieght"] = other }));

        Assert.Equal(["weight"], error.Missing);
        Assert.Equal(["wieght"], error.Unexpected);
    }

    [Fact]
    public void Constructor_UnfitParameters_ReportsAll()
    {
        using var scope = NewDisposeScope();
        using var parameter = new Parameter(ones(3));
        using var wide = new Parameter(ones(3, ScalarType.Float64));

        var error = Assert.Throws<ArgumentException>(
            () => new SgdOptimizer([new([("a", parameter)], 0), new([("a", parameter), ("b", wide)], 0), new([], 0)], Momentum));

        Assert.Contains("2 parameters are named 'a'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'b' is not single-precision", error.Message, StringComparison.Ordinal);
        Assert.Contains("a group has no parameters", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Updates))]
    public void Step_ManyTimes_LeavesNoTensorsBehind(string update)
    {
        using var network = Network();

        LiveTensors.AssertSteady(() =>
        {
            using var optimizer = Create([Group(network)], update);
            Train(network, optimizer, 0, 2);
        });
    }

    private static SgdOptimizer Create(IReadOnlyList<ParameterGroup> groups, string update, double momentum = Momentum) =>
        new(groups, momentum, group => update == "flat" ? new FlatUpdate(group) : new FusedUpdate(group));

    private static Sequential Network()
    {
        using var generator = new Generator(3);
        var network = nn.Sequential(("first", nn.Linear(4, 17)), ("second", nn.Linear(17, 2)));
        using var withoutGradients = no_grad();
        foreach (var parameter in network.parameters()) parameter.normal_(0, 1, generator);
        return network;
    }

    private static ParameterGroup Group(nn.Module module, double weightDecay = WeightDecay) =>
        new([.. module.named_parameters()], weightDecay);

    private static void Train(Sequential network, SgdOptimizer optimizer, int from, int to)
    {
        for (var step = from; step < to; step++)
        {
            Backward(network, step);
            optimizer.Step(LearningRate);
        }
    }

    private static void Backward(Sequential network, int step)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)step);
        network.call(empty(8, 4).normal_(0, 1, generator)).square().mean().backward();
    }
}
