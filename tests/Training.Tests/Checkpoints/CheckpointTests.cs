using System.Runtime.CompilerServices;
using JsccGrid.Experiments.Cells;
using JsccGrid.Training.Checkpoints;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tests.Checkpoints;

public sealed class CheckpointTests
{
    private static readonly WorkId s_work = WorkId.Parse("cells/0123456789abcdef0123456789abcdef");

    private static readonly TrainingState s_state = TrainingState.Start(s_work) with
    {
        Phase = 1,
        PhaseName = "joint",
        Epoch = 3,
        StepInEpoch = 2,
        Step = 1234,
        EpochLossSum = 1.0 / 3,
        LastEpochLoss = 2.5,
        TrainingSeconds = 12.5,
        Resumes = 4,
    };

    [Fact]
    public void Read_WrittenCheckpoint_HoldsAllOfIt()
    {
        using var folder = new TemporaryFolder();
        var files = Write(folder["checkpoint"]);

        using var checkpoint = Checkpoint.Read(folder["checkpoint"], s_work);

        AssertContent(checkpoint);
        Assert.Equal(
            ["manifest.json", "model.safetensors", "optimizer.safetensors", "random.safetensors", "state.json"],
            files.Select(file => file.Name));
        Assert.All(files, file => Assert.Equal(new FileInfo(Path.Combine(folder["checkpoint"], file.Name)).Length, file.Size));
    }

    /// <summary>Fixtures of each format are kept forever: a checkpoint of an older version must be readable after an upgrade.</summary>
    [Theory]
    [InlineData(1)]
    public void Read_CheckpointOfFormat_HoldsAllOfIt(int format)
    {
        using var checkpoint = Checkpoint.Read(Path.Combine(FixtureFolder(), $"format-{format}"), s_work);

        Assert.Equal(format, checkpoint.State.Format);
        AssertContent(checkpoint);
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("model.safetensors")]
    [InlineData("optimizer.safetensors")]
    [InlineData("random.safetensors")]
    [InlineData("state.json")]
    public void Read_FileMissing_IsCorrupt(string file)
    {
        using var folder = new TemporaryFolder();
        Write(folder["checkpoint"]);
        File.Delete(Path.Combine(folder["checkpoint"], file));

        var error = Assert.Throws<CorruptCheckpointException>(() => Checkpoint.Read(folder["checkpoint"], s_work));

        Assert.Contains($"{file} is missing", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("model.safetensors")]
    [InlineData("random.safetensors")]
    [InlineData("state.json")]
    public void Read_AnyBitFlipped_IsCorrupt(string file)
    {
        using var folder = new TemporaryFolder();
        Write(folder["checkpoint"]);
        var path = Path.Combine(folder["checkpoint"], file);
        var bytes = File.ReadAllBytes(path);
        foreach (var position in new[] { 0, bytes.Length / 2, bytes.Length - 2 })
        {
            var damaged = bytes.ToArray();
            damaged[position] ^= 0x10;
            File.WriteAllBytes(path, damaged);
            Assert.Throws<CorruptCheckpointException>(() => Checkpoint.Read(folder["checkpoint"], s_work));
        }
    }

    [Fact]
    public void Read_FileTruncated_SaysByHowMuch()
    {
        using var folder = new TemporaryFolder();
        Write(folder["checkpoint"]);
        var path = Path.Combine(folder["checkpoint"], "model.safetensors");
        var length = new FileInfo(path).Length;
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^5]);

        var error = Assert.Throws<CorruptCheckpointException>(() => Checkpoint.Read(folder["checkpoint"], s_work));

        Assert.Contains($"model.safetensors has {length - 5} bytes instead of {length}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfOtherWork_IsForeign()
    {
        using var folder = new TemporaryFolder();
        Write(folder["checkpoint"]);
        var other = WorkId.Parse("stages/ffffffffffffffffffffffffffffffff");

        var error = Assert.Throws<ForeignCheckpointException>(() => Checkpoint.Read(folder["checkpoint"], other));

        Assert.Contains(s_work.Value, error.Message, StringComparison.Ordinal);
        Assert.Contains(other.Value, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfNewerFormat_IsForeignNotCorrupt()
    {
        using var folder = new TemporaryFolder();
        Write(folder["checkpoint"]);
        var path = Path.Combine(folder["checkpoint"], "manifest.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"format\": 1", "\"format\": 99", StringComparison.Ordinal));

        var error = Assert.Throws<ForeignCheckpointException>(() => Checkpoint.Read(folder["checkpoint"], s_work));

        Assert.Contains("99", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_AfterAnUnfinishedTry_ReplacesWhatItLeft()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["checkpoint.unfinished"]);
        File.WriteAllText(Path.Combine(folder["checkpoint.unfinished"], "junk"), "junk");

        var files = Write(folder["checkpoint"]);

        Assert.DoesNotContain(files, file => file.Name == "junk");
        Assert.False(Directory.Exists(folder["checkpoint.unfinished"]));
    }

    [Fact]
    public void ReadLatest_NewestCorrupt_TakesTheOneBeforeAndSaysSo()
    {
        using var folder = new TemporaryFolder();
        var shelf = new LocalCheckpoints(folder["shelf"]);
        var older = s_state with { Step = 99 };
        Write(shelf.FolderFor(older), older);
        Write(shelf.FolderFor(s_state));
        File.Delete(Path.Combine(shelf.FolderFor(s_state), "model.safetensors"));
        var passedOver = new List<string>();

        using var checkpoint = shelf.ReadLatest(s_work, passedOver.Add);

        Assert.Equal(99, checkpoint!.State.Step);
        Assert.Contains("model.safetensors is missing", Assert.Single(passedOver), StringComparison.Ordinal);
    }

    [Fact]
    public void ReadLatest_Unfinished_IsNoCheckpoint()
    {
        using var folder = new TemporaryFolder();
        var shelf = new LocalCheckpoints(folder["shelf"]);
        Write(shelf.FolderFor(s_state));
        Directory.Move(shelf.FolderFor(s_state), shelf.FolderFor(s_state) + ".unfinished");

        Assert.Null(shelf.ReadLatest(s_work, _ => { }));
    }

    [Fact]
    public void KeepNewest_DeletesOlderOnes()
    {
        using var folder = new TemporaryFolder();
        var shelf = new LocalCheckpoints(folder["shelf"]);
        foreach (var step in new[] { 5, 40, 300, 2000 }) Write(shelf.FolderFor(s_state with { Step = step }), s_state with { Step = step });

        shelf.KeepNewest(2);

        Assert.Equal([300, 2000], Directory.EnumerateDirectories(folder["shelf"]).Order()
            .Select(path => int.Parse(Path.GetFileName(path).Split('-')[1], System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static Experiments.EquatableList<Experiments.Protocol.OutputFile> Write(string folder, TrainingState? state = null)
    {
        using var scope = NewDisposeScope();
        return Checkpoint.Write(
            folder,
            state ?? s_state,
            new Dictionary<string, Tensor> { ["encoder.fc.weight"] = tensor(new[] { 1.5f, -2, 0.1f }), ["encoder.bn.count"] = tensor(7L) },
            new Dictionary<string, Tensor> { ["encoder.fc.weight"] = tensor(new[] { 0.25f, 0, -1 }) },
            new Dictionary<string, Tensor> { ["channel"] = tensor(new byte[] { 1, 2, 255 }), ["order/joint"] = tensor(new byte[] { 9 }) },
            tensor(new[] { 2L, 0, 1 }));
    }

    private static void AssertContent(Checkpoint checkpoint)
    {
        Assert.Equal(s_state, checkpoint.State);
        Assert.Equal([1.5f, -2, 0.1f], checkpoint.Model["encoder.fc.weight"].data<float>());
        Assert.Equal(7, checkpoint.Model["encoder.bn.count"].item<long>());
        Assert.Equal([0.25f, 0, -1], checkpoint.Optimizer["encoder.fc.weight"].data<float>());
        var streams = checkpoint.Streams.ToDictionary();
        Assert.Equal(["channel", "order/joint"], streams.Keys.Order());
        Assert.Equal(new byte[] { 1, 2, 255 }, streams["channel"].data<byte>().ToArray());
        Assert.Equal([2L, 0, 1], checkpoint.Order!.data<long>());
    }

    private static string FixtureFolder([CallerFilePath] string source = "") => Path.Combine(Path.GetDirectoryName(source)!, "Fixtures");
}
