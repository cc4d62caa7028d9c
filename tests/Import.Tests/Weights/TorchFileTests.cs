using System.IO.Compression;
using JsccGrid.Import.Weights;
using Xunit;

namespace JsccGrid.Import.Tests.Weights;

/// <summary>Files of torch.save's kind that torch.save would not write, and checkpoints of other trainings.</summary>
public sealed class TorchFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("jsccgrid-torch-").FullName;

    private string Archive => Path.Combine(folder, "weights.pth");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Read_CheckpointWithATensorBesideTheWeights_FindsTheWeights()
    {
        var weights = TorchPickle.Dictionary(("conv1.weight", TorchPickle.Vector("1", 2)));
        Write(TorchPickle.Dictionary(("epoch", TorchPickle.Vector("0", 1)), ("state_dict", weights)), 1, 2);

        Assert.Equal("conv1.weight", Assert.Single(Read()).Name);
    }

    [Fact]
    public void Read_NetworkWithADictionaryBeside_KeepsTheNetwork()
    {
        var other = TorchPickle.Dictionary(("a", TorchPickle.Vector("1", 2)));
        Write(TorchPickle.Dictionary(("conv1.weight", TorchPickle.Vector("0", 1)), ("model", other)), 1, 2);

        Assert.Equal("conv1.weight", Assert.Single(Read()).Name);
    }

    [Fact]
    public void Read_StorageThatIsPartOfAnother_IsRefused()
    {
        var view = TorchPickle.Tuple(TorchPickle.Text("1"), TorchPickle.Integer(2), TorchPickle.Integer(2));
        Write(TorchPickle.Dictionary(("a", TorchPickle.Tensor(TorchPickle.Storage("0", 2, view), 0, [2], [1]))), 2);

        Assert.Contains("storage 0 is a view of another one", Refused());
    }

    [Fact]
    public void Read_StorageWhoseSizeOverflows_IsRefused()
    {
        Write(TorchPickle.Dictionary(("a", TorchPickle.Vector("0", 1L << 62))), 0);

        Assert.Contains("storage 0 has more than 2 GiB", Refused());
    }

    [Fact]
    public void Read_CompressedStorage_IsRefused()
    {
        TorchPickle.WriteArchive(
            Archive, TorchPickle.Dictionary(("a", TorchPickle.Vector("0", 1 << 16))), [("0", 1 << 16)], CompressionLevel.Optimal);

        Assert.Contains("'archive/data/0' in it is compressed, which torch.save does not do", Refused());
    }

    [Fact]
    public void Read_PartsThatAreLargerThanTheFile_IsRefused()
    {
        Write(TorchPickle.Dictionary(("a", TorchPickle.Vector("0", 1 << 28))), 1);
        TorchPickle.Exaggerate(Archive);

        Assert.Contains("its parts are larger than the whole", Refused());
    }

    [Fact]
    public void Read_ManyNamesOfOneStorage_IsRefused()
    {
        Write(Named(4), 8);
        Assert.Equal(4, Read().Count);

        Write(Named(5), 8);
        Assert.Contains("it gives the same numbers more than 4 names", Refused());

        static byte[] Named(int times) =>
            TorchPickle.Dictionary(Enumerable.Range(0, times).Select(n => ($"a{n}", TorchPickle.Vector("0", 8))));
    }

    [Fact]
    public void Read_TensorWithoutElements_IsEmptyWhereverItBegins()
    {
        Write(TorchPickle.Dictionary(("a", TorchPickle.Tensor(TorchPickle.Storage("0", 1), 100, [0, 3], [3, 1]))), 1);

        var tensor = Assert.Single(Read());
        Assert.Equal([0, 3], tensor.Shape);
        Assert.Equal(0, tensor.Bytes.Length);
    }

    [Theory]
    [InlineData("too large", 0L, 1L << 40, 1L << 40)]
    [InlineData("a tensor of 9 dimensions; read are up to 8", 1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L)]
    public void Read_TensorOfAnUnlikelyShape_IsRefused(string expected, params long[] shape)
    {
        Write(TorchPickle.Dictionary(("a", TorchPickle.Tensor(TorchPickle.Storage("0", 1), 0, shape, new long[shape.Length]))), 1);

        Assert.Contains(expected, Refused());
    }

    private void Write(byte[] root, params int[] counts)
    {
        File.Delete(Archive);
        TorchPickle.WriteArchive(Archive, root, counts.Select((count, n) => ($"{n}", count)));
    }

    private IReadOnlyList<NamedTensor> Read() => WeightsFile.Read(Archive, WeightsFile.FormatOf(Archive)).Tensors;

    private string Refused() => Assert.Throws<ImportException>(Read).Message;
}
