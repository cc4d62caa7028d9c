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

    [Theory]
    [InlineData(0, 0)]
    [InlineData(Momentum, 0)]
    [InlineData(Momentum, WeightDecay)]
    public void Step_SeveralTimes_EqualsTorchSgd(double momentum, double weightDecay)
    {
        using var scope = NewDisposeScope();
        using var ours = Network();
        using var theirs = Network();
        using var optimizer = new SgdOptimizer([Group(ours, weightDecay)], momentum);
        using var reference = torch.optim.SGD(theirs.parameters(), LearningRate, momentum, weight_decay: weightDecay);

        for (var step = 0; step < 5; step++)
        {
            Backward(ours, step);
            optimizer.Step(LearningRate);
            reference.zero_grad();
            Backward(theirs, step);
            reference.step();
        }

        AssertSame(ours, theirs);
    }

    [Fact]
    public void Step_GroupFactors_ScaleTheLearningRate()
    {
        using var scope = NewDisposeScope();
        using var fast = new Parameter(ones(3));
        using var slow = new Parameter(ones(3));
        using var optimizer = new SgdOptimizer([new([("fast", fast)], 0, 2), new([("slow", slow)], 0, 0.5)], Momentum);

        (fast.sum() + slow.sum()).backward();
        optimizer.Step(LearningRate);

        Assert.Equal(0.8f, fast[0].item<float>(), 6);
        Assert.Equal(0.95f, slow[0].item<float>(), 6);
    }

    [Fact]
    public void Step_Afterwards_GradientsAreNull()
    {
        using var scope = NewDisposeScope();
        using var network = Network();
        using var optimizer = new SgdOptimizer([Group(network)], Momentum);

        Backward(network, 0);
        optimizer.Step(LearningRate);

        Assert.All(network.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void Step_ParameterWithoutGradient_StaysAsItIs()
    {
        using var scope = NewDisposeScope();
        using var idle = new Parameter(ones(3));
        using var optimizer = new SgdOptimizer([new([("idle", idle)], WeightDecay)], Momentum);

        optimizer.Step(LearningRate);

        Assert.Equal(3f, idle.sum().item<float>());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void ImportState_AfterSomeSteps_GoesOnBitForBit(int stepsBefore)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var uninterrupted = Network();
        using var interrupted = Network();
        using var resumed = Network();
        using var optimizer = new SgdOptimizer([Group(uninterrupted)], Momentum);
        using (var first = new SgdOptimizer([Group(interrupted)], Momentum))
        {
            Train(uninterrupted, optimizer, 0, stepsBefore + 3);
            Train(interrupted, first, 0, stepsBefore);
            SafetensorsFile.Write(folder["optimizer"], first.ExportState());
            SafetensorsFile.Write(folder["model"], ModuleState.Export(interrupted));
        }
        using var second = new SgdOptimizer([Group(resumed)], Momentum);
        using var state = SafetensorsFile.Read(folder["optimizer"]);
        using var weights = SafetensorsFile.Read(folder["model"]);

        second.ImportState(state.Tensors);
        ModuleState.Load(resumed, weights.Tensors);
        Train(resumed, second, stepsBefore, stepsBefore + 3);

        AssertSame(uninterrupted, resumed);
    }

    [Fact]
    public void ImportState_OtherNames_ListsThem()
    {
        using var parameter = new Parameter(ones(3));
        using var optimizer = new SgdOptimizer([new([("weight", parameter)], 0)], Momentum);
        using var other = ones(3);

        var error = Assert.Throws<StateMismatchException>(() => optimizer.ImportState(new Dictionary<string, Tensor> { ["wieght"] = other }));

        Assert.Equal(["weight"], error.Missing);
        Assert.Equal(["wieght"], error.Unexpected);
    }

    [Fact]
    public void Constructor_NameTwice_SaysWhich()
    {
        using var parameter = new Parameter(ones(3));

        var error = Assert.Throws<ArgumentException>(() => new SgdOptimizer([new([("a", parameter)], 0), new([("a", parameter)], 0)], Momentum));

        Assert.Contains("'a'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Step_ManyTimes_LeavesNoTensorsBehind()
    {
        using var network = Network();
        using var optimizer = new SgdOptimizer([Group(network)], Momentum);

        LiveTensors.AssertSteady(() => Train(network, optimizer, 0, 1));
    }

    private static Sequential Network()
    {
        using var generator = new Generator(3);
        var network = nn.Sequential(("first", nn.Linear(4, 5)), ("second", nn.Linear(5, 2)));
        using var withoutGradients = no_grad();
        foreach (var parameter in network.parameters()) parameter.normal_(0, 1, generator);
        return network;
    }

    private static ParameterGroup Group(nn.Module module, double weightDecay = WeightDecay) => new([.. module.named_parameters()], weightDecay);

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

    private static void AssertSame(nn.Module expected, nn.Module actual) =>
        Assert.All(expected.parameters().Zip(actual.parameters()), pair => Assert.True(pair.First.bytes.SequenceEqual(pair.Second.bytes)));
}
