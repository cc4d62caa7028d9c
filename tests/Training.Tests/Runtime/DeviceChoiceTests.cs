using JsccGrid.Training.Runtime;
using TorchSharp;
using Xunit;

namespace JsccGrid.Training.Tests.Runtime;

public sealed class DeviceChoiceTests
{
    [Fact]
    public void Resolve_Cpu_IsTheProcessor() => Assert.Equal(DeviceType.CPU, DeviceChoice.Resolve("cpu").type);

    [Fact]
    public void Resolve_Auto_IsCudaWhereThereIsOne() =>
        Assert.Equal(torch.cuda.is_available() ? DeviceType.CUDA : DeviceType.CPU, DeviceChoice.Resolve("auto").type);

    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("")]
    public void Resolve_UnknownName_ListsWhatIsKnown(string name)
    {
        var error = Assert.Throws<FormatException>(() => DeviceChoice.Resolve(name));

        Assert.Contains("auto, cpu, cuda", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_CudaDeviceThatIsNotThere_SaysHowToGetOne()
    {
        var error = Assert.Throws<DeviceUnavailableException>(() => DeviceChoice.Resolve("cuda:99"));

        if (torch.cuda.is_available())
        {
            Assert.Contains("cuda:0", error.Message, StringComparison.Ordinal);
            return;
        }
        Assert.Contains("JSCCGRID_LIBTORCH", error.Message, StringComparison.Ordinal);
        Assert.Contains("-p:TorchBackend=cuda", error.Message, StringComparison.Ordinal);
        Assert.Contains(LoadedRuntime.LibTorchLocation!, error.Message, StringComparison.Ordinal);
    }
}
