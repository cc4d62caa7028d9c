using TorchSharp;
using Xunit;

namespace JsccGrid.Training.Tests;

public sealed class LibTorchTests
{
    [Fact]
    public void LibTorch_LoadsAndComputes_OnThisMachine()
    {
        using var sum = torch.ones(3).sum();
        Assert.Equal(3f, sum.item<float>());
    }
}
