using JsccGrid.Training.Tensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tests.Tensors;

public sealed class ModuleStateTests
{
    [Fact]
    public void Export_WithPrefix_HasParametersAndBuffersUnderIt()
    {
        using var module = nn.BatchNorm1d(3);

        Assert.Equal(
            ["encoder.bias", "encoder.num_batches_tracked", "encoder.running_mean", "encoder.running_var", "encoder.weight"],
            ModuleState.Export(module, "encoder.").Keys);
    }

    [Fact]
    public void Load_OtherFloatingPointType_IsConverted()
    {
        using var scope = NewDisposeScope();
        using var module = nn.Linear(2, 1);

        ModuleState.Load(module, new Dictionary<string, Tensor>
        {
            ["weight"] = full(1, 2, 0.5, ScalarType.Float16), ["bias"] = full(1, 2.0, ScalarType.Float64),
        });

        Assert.Equal([0.5f, 0.5f], module.weight.data<float>().ToArray());
        Assert.Equal(2f, module.bias!.item<float>());
        Assert.True(module.weight.requires_grad);
    }

    [Fact]
    public void Load_SeveralMismatches_ReportsAllAndChangesNothing()
    {
        using var scope = NewDisposeScope();
        using var module = nn.Sequential(("a", nn.Linear(2, 1)), ("b", nn.Linear(1, 3)));
        var before = module.parameters().Select(parameter => parameter.bytes.ToArray()).ToList();

        var error = Assert.Throws<StateMismatchException>(() => ModuleState.Load(module, new Dictionary<string, Tensor>
        {
            ["a.weight"] = ones(1, 2), ["a.bias"] = ones(1, ScalarType.Int64), ["b.weight"] = ones(1, 3),
            ["c.weight"] = ones(1), ["fc.weight"] = ones(1),
        }, ignoredPrefix: "fc."));

        Assert.Equal(["b.bias"], error.Missing);
        Assert.Equal(["c.weight"], error.Unexpected);
        Assert.Equal(["a.bias wants Float32[1], got Int64[1]", "b.weight wants Float32[3, 1], got Float32[1, 3]"], error.Misshapen);
        Assert.Contains("1 missing (b.bias); 1 unexpected (c.weight); 2 misshapen (a.bias wants", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, module.parameters().Select(parameter => parameter.bytes.ToArray()));
    }

    [Fact]
    public void Load_WithPrefix_TakesTheModulesPart()
    {
        using var scope = NewDisposeScope();
        using var module = nn.Linear(1, 1);

        var tensors = new Dictionary<string, Tensor> { ["encoder.weight"] = ones(1, 1), ["encoder.bias"] = ones(1) };
        ModuleState.Load(module, tensors, prefix: "encoder.");

        Assert.Equal(1f, module.weight.item<float>());
    }
}
