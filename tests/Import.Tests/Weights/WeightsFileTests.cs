using JsccGrid.Import.Weights;
using Xunit;

namespace JsccGrid.Import.Tests.Weights;

/// <summary>
/// What is read out of the fixtures that PyTorch wrote (Fixtures/make.py), and what is said of files that cannot be read.
/// </summary>
public sealed class WeightsFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("jsccgrid-weights-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Read_OneNetworkInThreeFormats_GivesTheSameBytes()
    {
        var archive = Read("basic.pth").ToDictionary(tensor => tensor.Name);
        var legacy = Read("basic-legacy.pth");
        var onnx = Read("basic.onnx");

        Assert.Equal(archive.Keys.Order(), legacy.Select(tensor => tensor.Name).Order());
        Assert.All(
            legacy.Concat(onnx),
            tensor => Assert.True(tensor.Bytes.Span.SequenceEqual(archive[tensor.Name].Bytes.Span), tensor.Name));
        // All but the classifier and the batch counters.
        Assert.Equal(
            archive.Keys
                .Where(name =>
                    !name.StartsWith("fc.", StringComparison.Ordinal)
                    && !name.EndsWith("tracked", StringComparison.Ordinal))
                .Order(),
            onnx.Select(tensor => tensor.Name).Order());
    }

    [Fact]
    public void Write_TheSameWeightsTwice_GivesTheSameBytes()
    {
        foreach (var name in new[] { "a", "b" }) SafetensorsWriter.Write(Path.Combine(folder, name), [.. Read("basic.onnx")]);

        Assert.Equal(File.ReadAllBytes(Path.Combine(folder, "a")), File.ReadAllBytes(Path.Combine(folder, "b")));
        Assert.Equal(2, Directory.GetFiles(folder).Length);
    }

    [Fact]
    public void Read_FoldedNormalisation_WarnsThatTrainingBeginsAnew() =>
        Assert.StartsWith(
            "14 batch normalisations are folded",
            Assert.Single(WeightsFile.Read(Fixture("basic-folded.onnx"), WeightsFormat.Onnx).Warnings));

    [Theory]
    [InlineData("calls.pth", "posix.system")]
    [InlineData("module.pth", "__main__.Net")]
    public void Read_PickleThatWouldRunSomething_RefusesItByName(string fixture, string expected)
    {
        var message = Refused(Fixture(fixture));

        Assert.StartsWith($"{Fixture(fixture)}: a zip archive, as torch.save writes one (.pth, .pt), that cannot be used: ", message);
        Assert.Contains($"only running '{expected}' would make", message);
        Assert.Contains("torch.save(model.state_dict(), FILE)", message);
    }

    [Theory]
    [InlineData("basic.pth")]
    [InlineData("basic-legacy.pth")]
    [InlineData("checkpoint.pth")]
    [InlineData("basic.onnx")]
    [InlineData("bottleneck.onnx")]
    public void Read_FileCutOffAnywhere_IsRefusedWithItsName(string fixture)
    {
        var whole = File.ReadAllBytes(Fixture(fixture));
        var path = Path.Combine(folder, fixture);
        for (var length = 20; length < whole.Length; length += whole.Length / 40)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.StartsWith($"{path}: ", Refused(path));
        }
    }

    /// <summary>Damage may leave other weights, never anything but those or a message.</summary>
    [Theory]
    [InlineData("basic.pth")]
    [InlineData("basic-legacy.pth")]
    [InlineData("basic.onnx")]
    public void Read_DamagedFile_IsReadOrRefused(string fixture)
    {
        var random = new Random(1);
        var path = Path.Combine(folder, fixture);
        for (var round = 0; round < 300; round++)
        {
            var bytes = File.ReadAllBytes(Fixture(fixture));
            for (var n = 0; n < 3; n++) bytes[random.Next(16, bytes.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(path, bytes);
            try
            {
                Assert.NotEmpty(WeightsFile.Read(path, WeightsFile.FormatOf(path)).Tensors);
            }
            catch (ImportException exception)
            {
                Assert.StartsWith($"{path}: ", exception.Message);
            }
        }
    }

    [Theory]
    [InlineData("weights.onnx", "version https://git-lfs.github.com/spec/v1",
        "a Git LFS pointer, not the file itself; 'git lfs pull' fetches that; expected an ONNX model")]
    [InlineData("weights.pth", "version https://git-lfs.github.com/spec/v1",
        "a Git LFS pointer, not the file itself; 'git lfs pull' fetches that; expected a file that torch.save wrote")]
    [InlineData("weights.pth", "<!DOCTYPE html>",
        "an HTML page, perhaps of a server that refused the download; expected a file that torch.save wrote")]
    [InlineData("weights.pth", "nothing known", "nothing that torch.save writes; expected a zip archive or, before PyTorch 1.6, a pickle")]
    [InlineData("weights.onnx", "nothing known", "an ONNX model that cannot be used: it has a field of the unknown kind 6")]
    [InlineData("weights.onnx", "", "empty; expected an ONNX model")]
    public void Read_AnotherFileUnderTheName_SaysWhatItIs(string name, string content, string expected)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, content);

        Assert.Equal($"{path}: {expected}", Refused(path));
    }

    [Fact]
    public void FormatOf_Safetensors_IsLeftToTraining()
    {
        var path = Path.Combine(folder, "weights.safetensors");
        SafetensorsWriter.Write(path, [.. Read("basic.onnx")]);
        Assert.Equal(WeightsFormat.Safetensors, WeightsFile.FormatOf(path));
    }

    private static IReadOnlyList<NamedTensor> Read(string fixture) =>
        WeightsFile.Read(Fixture(fixture), WeightsFile.FormatOf(Fixture(fixture))).Tensors;

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    private static string Refused(string path) =>
        Assert.Throws<ImportException>(() => WeightsFile.Read(path, WeightsFile.FormatOf(path))).Message;
}
