using System.Buffers.Binary;
using System.Text;
using CsCheck;
using JsccGrid.Experiments.Files;
using JsccGrid.Training.Tensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tests.Tensors;

public sealed class SafetensorsFileTests
{
    [Fact]
    public void Read_WrittenTensorsOfAllTypes_GivesThemBack()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var numbers = arange(-3, 3, dtype: ScalarType.Float32).view(2, 3);
        ScalarType[] types =
        [
            ScalarType.Float32, ScalarType.Float64, ScalarType.Float16, ScalarType.BFloat16,
            ScalarType.Int64, ScalarType.Int32, ScalarType.Byte, ScalarType.Bool,
        ];
        var tensors = types.ToDictionary(type => $"{type}", type => numbers.abs().to(type));

        SafetensorsFile.Write(folder["file"], tensors, new Dictionary<string, string> { ["step"] = "12", ["note"] = "\"ü\"" });
        using var content = SafetensorsFile.Read(folder["file"]);

        Assert.Equal(tensors.Keys.Order(StringComparer.Ordinal), content.Tensors.Keys);
        foreach (var (name, tensor) in tensors)
        {
            Assert.Equal(tensor.dtype, content.Tensors[name].dtype);
            Assert.Equal(tensor.shape, content.Tensors[name].shape);
            Assert.True(tensor.bytes.SequenceEqual(content.Tensors[name].bytes));
        }
        Assert.Equal("12", content.Metadata["step"]);
        Assert.Equal("\"ü\"", content.Metadata["note"]);
    }

    [Fact]
    public void Write_KnownTensors_HasTheBytesOfTheFormat()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var tensors = new Dictionary<string, Tensor>
        {
            ["a"] = tensor(new byte[] { 7 }),
            ["b"] = tensor(new[] { 1f, -2f }, [2, 1]),
        };

        SafetensorsFile.Write(folder["file"], tensors, new Dictionary<string, string> { ["z"] = "1", ["y"] = "2" });

        const string Header = """{"__metadata__":{"y":"2","z":"1"},"b":"""
            + """{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"a":{"dtype":"U8","shape":[1],"data_offsets":[8,9]}}""";
        var padded = Header.PadRight((Header.Length + 7) / 8 * 8);
        byte[] expected =
            [(byte)padded.Length, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(padded), 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 7];
        Assert.Equal(expected, File.ReadAllBytes(folder["file"]));
    }

    [Fact]
    public void Write_ScalarsEmptyAndStridedTensors_AreReadBack()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var matrix = arange(6, dtype: ScalarType.Float32).view(2, 3);

        SafetensorsFile.Write(folder["file"], new Dictionary<string, Tensor>
        {
            ["scalar"] = tensor(5L), ["empty"] = zeros(0, 3), ["transposed"] = matrix.t(), ["part"] = matrix.narrow(1, 1, 2),
        });
        using var content = SafetensorsFile.Read(folder["file"]);

        Assert.Equal(5, content.Tensors["scalar"].item<long>());
        Assert.Equal([0L, 3], content.Tensors["empty"].shape);
        Assert.Equal([0, 3, 1, 4, 2, 5], content.Tensors["transposed"].data<float>().ToArray());
        Assert.Equal([1, 2, 4, 5], content.Tensors["part"].data<float>().ToArray());
    }

    [Fact]
    public void Write_InOtherOrder_GivesTheSameBytes()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var (first, second) = (ones(3), zeros(2));

        SafetensorsFile.Write(folder["one"], new Dictionary<string, Tensor> { ["a"] = first, ["b"] = second });
        SafetensorsFile.Write(folder["two"], new Dictionary<string, Tensor> { ["b"] = second, ["a"] = first });

        Assert.Equal(File.ReadAllBytes(folder["one"]), File.ReadAllBytes(folder["two"]));
    }

    [Fact]
    public void Write_OverAnOldFile_ReplacesItAndLeavesNothingElse()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "old");
        File.WriteAllText(folder["file.partial"], "left by a crash, and longer than the new file will ever be".PadRight(1000));

        SafetensorsFile.Write(folder["file"], new Dictionary<string, Tensor> { ["a"] = ones(1) });

        Assert.Equal([folder["file"]], Directory.EnumerateFiles(folder.Path));
        using var content = SafetensorsFile.Read(folder["file"]);
        Assert.Equal(1, content.Tensors["a"].item<float>());
    }

    [Fact]
    public void Write_UnknownType_SaysWhichTensor()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();

        var error = Assert.Throws<ArgumentException>(() =>
            SafetensorsFile.Write(folder["file"], new Dictionary<string, Tensor> { ["c"] = zeros(1, ScalarType.ComplexFloat32) }));

        Assert.Contains("'c' is of type ComplexFloat32", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder.Path));
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]""", 8, "not valid JSON")]
    [InlineData("""{"\ud800":{}}""", 0, "not valid JSON")]
    [InlineData("""[]""", 0, "not a JSON object")]
    [InlineData("""{"a":7}""", 0, "'a' is not")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,8]}}""", 8, "'a' is not")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", 8, "'a' is not")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,8]}}""", 8, "'a' is not")]
    [InlineData("""{"a":{"dtype":"F8","shape":[8],"data_offsets":[0,8]}}""", 8, "dtype F8; known are F64, F32")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "has 8 bytes, but F32 of shape [3] takes 12")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0, "'a' has 0 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "before it begins")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 7, "only 7 bytes of data")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 9, "1 bytes of data belong to no tensor")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "behind a gap")]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""",
        12,
        "inside the tensor before it")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""",
        2,
        "'a' occurs twice")]
    [InlineData("""{"__metadata__":{"step":12}}""", 0, "entry 'step' is not a string")]
    public void Read_InvalidHeader_NamesTheFileAndTheFault(string header, int dataLength, string fault)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["file"], Bytes((ulong)header.Length, header, dataLength));

        var error = Assert.Throws<SafetensorsException>(() => SafetensorsFile.Read(folder["file"]));

        Assert.StartsWith(folder["file"], error.Message, StringComparison.Ordinal);
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3UL, "truncated")]
    [InlineData(100_000_001UL, "at most 100000000 are allowed")]
    [InlineData(ulong.MaxValue, "at most 100000000 are allowed")]
    public void Read_HeaderLengthBeyondTheFileOrTheFormat_SaysSo(ulong length, string fault)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["file"], Bytes(length, "{}", 0));

        var error = Assert.Throws<SafetensorsException>(() => SafetensorsFile.Read(folder["file"]));

        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n",
        "a Git LFS pointer, not the file itself; 'git lfs pull' fetches that; expected a safetensors file")]
    [InlineData(
        "PK\u0003\u0004\0\0\0\0archive/data.pkl",
        "a zip archive, as torch.save writes one (.pth, .pt); expected a safetensors file")]
    [InlineData(
        "\u0080\u0002}q\0}q\u0001(X\u0004",
        "a Python pickle, as torch.save wrote one before PyTorch 1.6; expected a safetensors file")]
    [InlineData("\u001f\u008b\u0008\0\0\0\0\0\0\u0003", "compressed with gzip; expected a safetensors file")]
    [InlineData("<!DOCTYPE html>\n<html>", "an HTML page, perhaps of a server that refused the download; expected a safetensors file")]
    [InlineData("  \n<HTML lang=en>", "an HTML page")]
    [InlineData("\u0089HDF\r\n\u001a\n", "an HDF5 file")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0", "nothing but zeros, perhaps of a copy that was broken off")]
    [InlineData("", "empty; expected a safetensors file")]
    public void Read_AnotherFile_SaysWhatItIs(string content, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["file"], Encoding.Latin1.GetBytes(content));

        var error = Assert.Throws<SafetensorsException>(() => SafetensorsFile.Read(folder["file"]));

        Assert.StartsWith($"{folder["file"]}: {expected}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_HeaderWhoseLengthReadsLikeAnotherFormat_IsRead()
    {
        using var folder = new TemporaryFolder();
        const int length = 0x088B1F; // the first bytes of a gzip file
        File.WriteAllBytes(folder["file"], Bytes(length, "{}" + new string(' ', length - 2), 0));

        using var content = SafetensorsFile.Read(folder["file"]);

        Assert.Empty(content.Tensors);
    }

    [Theory]
    [InlineData("/dev/zero", "a device")]
    [InlineData("/tmp", "a folder")]
    public void Read_WhatIsNoFile_IsSaidInsteadOfReadForEver(string path, string expected) =>
        Assert.Equal(
            $"{path}: {expected}; expected a safetensors file",
            Assert.Throws<SafetensorsException>(() => SafetensorsFile.Read(path)).Message);

    [Fact]
    public void Read_AnyTruncation_IsNoticed()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        SafetensorsFile.Write(folder["file"], new Dictionary<string, Tensor> { ["a"] = ones(3), ["b"] = ones(2, ScalarType.Int64) });
        var whole = File.ReadAllBytes(folder["file"]);

        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(folder["short"], whole[..length]);
            Assert.Throws<SafetensorsException>(() => SafetensorsFile.Read(folder["short"]));
        }
    }

    [Fact]
    public void Read_AnyByteChanged_GivesAContentOrASafetensorsException()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var metadata = new Dictionary<string, string> { ["k"] = "v" };
        SafetensorsFile.Write(folder["file"], new Dictionary<string, Tensor> { ["a"] = ones(3) }, metadata);
        var whole = File.ReadAllBytes(folder["file"]);

        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Sample((position, value) =>
        {
            byte[] changed = [.. whole];
            changed[position] = value;
            File.WriteAllBytes(folder["changed"], changed);
            try
            {
                using var content = SafetensorsFile.Read(folder["changed"]);
                Assert.True(content.Tensors.Count <= 1);
            }
            catch (SafetensorsException)
            {
                Assert.NotEqual(whole, changed);
            }
        }, iter: 500, threads: 1);
    }

    [Fact]
    public void Read_InsideADisposeScope_TensorsOutliveIt()
    {
        using var folder = new TemporaryFolder();
        using var one = ones(1);
        SafetensorsFile.Write(folder["file"], new Dictionary<string, Tensor> { ["a"] = one });

        SafetensorsContent content;
        using (NewDisposeScope()) content = SafetensorsFile.Read(folder["file"]);

        Assert.Equal(1, content.Tensors["a"].item<float>());
        content.Dispose();
    }

    [Fact]
    public void WriteAndRead_ManyTimes_LeavesNoTensorsBehind()
    {
        using var folder = new TemporaryFolder();
        using var one = ones(1);

        LiveTensors.AssertSteady(() =>
        {
            SafetensorsFile.Write(folder["file"], new Dictionary<string, Tensor> { ["a"] = one });
            SafetensorsFile.Read(folder["file"]).Dispose();
        });
    }

    private static byte[] Bytes(ulong headerLength, string header, int dataLength)
    {
        var bytes = new byte[8 + header.Length + dataLength];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, headerLength);
        Encoding.ASCII.GetBytes(header, bytes.AsSpan(8));
        return bytes;
    }
}
