using System.IO.Compression;
using System.Text;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Files;
using JsccGrid.Storage.Inputs;
using JsccGrid.Storage.Objects;
using Xunit;

namespace JsccGrid.Storage.Tests.Inputs;

/// <summary>Data sets and weights that travel through a store.</summary>
public abstract class InputArchiveContract : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Lazy<IObjectStore> objects;

    protected InputArchiveContract() => objects = new Lazy<IObjectStore>(() => ObjectStores.Open(Options, TimeProvider.System));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract StoreOptions Options { get; }

    private DataSetArchive Archive => new(objects.Value);

    private string Target => Path.Combine(folder.Path, "down");

    [Fact]
    public async Task DataSet_UploadedAndDownloaded_HasTheSameFingerprint()
    {
        var (source, fingerprint) = DataSet();
        File.WriteAllText(Path.Combine(source, "README"), "no part of the data set");
        Assert.False(await Archive.DownloadAsync(fingerprint, Target, Cancellation));
        Assert.True(await Archive.UploadIfAbsentAsync(source, fingerprint, Cancellation));
        Assert.False(await Archive.UploadIfAbsentAsync(source, fingerprint, Cancellation));
        Assert.True(await Archive.DownloadAsync(fingerprint, Target, Cancellation));
        Assert.Equal(fingerprint, DataSetFingerprint.Compute(Target));
        Assert.Equal([Target, source], Directory.GetFileSystemEntries(folder.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DataSet_BesideFilesThatAreNoImages_TravelsByEitherFingerprint(bool former)
    {
        var (source, today) = DataSet();
        File.WriteAllText(Path.Combine(source, "query", "Thumbs.db"), "left by a system");
        var fingerprint = former ? DataSetFingerprint.ComputeFormer(source)! : today;
        Assert.True(await Archive.UploadIfAbsentAsync(source, fingerprint, Cancellation));
        Assert.True(await Archive.DownloadAsync(fingerprint, Target, Cancellation));
        Assert.True(DataSetFingerprint.Matches(Target, fingerprint));
        Assert.Equal(former, File.Exists(Path.Combine(Target, "query", "Thumbs.db")));
    }

    [Fact]
    public async Task DataSet_PackedAnotherTime_IsTheSameBytes()
    {
        var (source, fingerprint) = DataSet();
        var name = StoreLayout.DataSetArchive(fingerprint);
        await Archive.UploadIfAbsentAsync(source, fingerprint, Cancellation);
        var first = (await objects.Value.ReadAsync(name, Cancellation))!.Content.ToArray();
        await objects.Value.DeleteAsync(name, Cancellation);
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        await Archive.UploadIfAbsentAsync(source, fingerprint, Cancellation);
        Assert.Equal(first, (await objects.Value.ReadAsync(name, Cancellation))!.Content.ToArray());
    }

    [Fact]
    public async Task DataSet_ThatHasChanged_IsNotUploaded()
    {
        var (source, fingerprint) = DataSet();
        await File.AppendAllTextAsync(Path.Combine(source, "query", "0001_c1_1.png"), "!", Cancellation);
        await Assert.ThrowsAsync<InvalidDataException>(() => Archive.UploadIfAbsentAsync(source, fingerprint, Cancellation));
        Assert.Empty(await objects.Value.ListAsync("", Cancellation).ToListAsync(Cancellation));
    }

    [Theory]
    [InlineData("../evil.png")]
    [InlineData("query/../../evil.png")]
    [InlineData("query/..")]
    [InlineData("query/a/evil.png")]
    [InlineData("/evil.png")]
    [InlineData("query\\evil.png")]
    [InlineData("query/..\\evil.png")]
    [InlineData("evil.png")]
    [InlineData("query/")]
    public async Task DataSet_WithAPathOutOfIt_IsRefusedAndLeavesNothing(string entry)
    {
        var (_, fingerprint) = DataSet();
        await StoreZipAsync(fingerprint, entry, CompressionLevel.NoCompression);
        await RequireRefusedAsync(fingerprint);
    }

    [Fact]
    public async Task DataSet_Compressed_IsRefused()
    {
        var (_, fingerprint) = DataSet();
        await StoreZipAsync(fingerprint, "query/0001_c1_1.png", CompressionLevel.SmallestSize);
        await RequireRefusedAsync(fingerprint);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public async Task DataSet_WithAFlippedBitOrCutOff_IsRefused(double place)
    {
        var (source, fingerprint) = DataSet();
        var name = StoreLayout.DataSetArchive(fingerprint);
        await Archive.UploadIfAbsentAsync(source, fingerprint, Cancellation);
        var bytes = (await objects.Value.ReadAsync(name, Cancellation))!.Content.ToArray();
        await objects.Value.WriteAsync(name, bytes.AsMemory(0, (int)(place * bytes.Length)), WriteCondition.Always, Cancellation);
        await RequireRefusedAsync(fingerprint);
        var image = bytes.AsSpan().IndexOf("image 3"u8);
        bytes[image] ^= 1;
        await objects.Value.WriteAsync(name, bytes, WriteCondition.Always, Cancellation);
        await RequireRefusedAsync(fingerprint);
    }

    [Fact]
    public async Task DataSet_WithAFileTwice_IsRefused()
    {
        var (_, fingerprint) = DataSet();
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < 2; i++)
            {
                using var stream = zip.CreateEntry("query/0001.png", CompressionLevel.NoCompression).Open();
                stream.Write("x"u8);
            }
        }
        await objects.Value.WriteAsync(StoreLayout.DataSetArchive(fingerprint), bytes.ToArray(), WriteCondition.Always, Cancellation);
        Assert.Contains("twice", (await RequireRefusedAsync(fingerprint)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataSet_OfAnotherContent_IsRefused()
    {
        var (source, fingerprint) = DataSet();
        await Archive.UploadIfAbsentAsync(source, fingerprint, Cancellation);
        var other = new string('0', fingerprint.Length);
        var archive = (await objects.Value.ReadAsync(StoreLayout.DataSetArchive(fingerprint), Cancellation))!.Content;
        await objects.Value.WriteAsync(StoreLayout.DataSetArchive(other), archive, WriteCondition.Always, Cancellation);
        Assert.Contains(fingerprint, (await RequireRefusedAsync(other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Weights_UploadedAndDownloaded_AreVerified()
    {
        var weights = new WeightsArchive(objects.Value);
        var file = folder.Write("weights", "weights");
        var sha256 = FileHash.Of("weights"u8);
        Assert.False(await weights.DownloadAsync(sha256, Target, Cancellation));
        Assert.True(await weights.UploadIfAbsentAsync(file, sha256, Cancellation));
        Assert.False(await weights.UploadIfAbsentAsync(file, sha256, Cancellation));
        Assert.True(await weights.DownloadAsync(sha256, Target, Cancellation));
        Assert.Equal("weights", await File.ReadAllTextAsync(Target, Cancellation));
        await Assert.ThrowsAsync<InvalidDataException>(() => weights.UploadIfAbsentAsync(file, new string('0', 64), Cancellation));
        await objects.Value.WriteAsync(StoreLayout.Weights(sha256), "other"u8.ToArray(), WriteCondition.Always, Cancellation);
        await Assert.ThrowsAsync<StoreCorruptException>(() => weights.DownloadAsync(sha256, Target, Cancellation));
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    public void Dispose()
    {
        if (objects.IsValueCreated) objects.Value.Dispose();
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private (string Folder, string Fingerprint) DataSet()
    {
        var source = Path.Combine(folder.Path, "source");
        foreach (var part in DataSetPart.Names)
        {
            Directory.CreateDirectory(Path.Combine(source, part));
            for (var i = 1; i <= 5; i++)
                File.WriteAllText(Path.Combine(source, part, $"000{i}_c1_{i}.png"), $"image {i} {new string('x', 1000)}");
        }
        return (source, DataSetFingerprint.Compute(source));
    }

    private async Task StoreZipAsync(string fingerprint, string entry, CompressionLevel compression)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        using (var stream = zip.CreateEntry(entry, compression).Open())
            stream.Write(Encoding.UTF8.GetBytes(new string('x', 1000)));
        await objects.Value.WriteAsync(StoreLayout.DataSetArchive(fingerprint), bytes.ToArray(), WriteCondition.Always, Cancellation);
    }

    private async Task<StoreCorruptException> RequireRefusedAsync(string fingerprint)
    {
        var refused = await Assert.ThrowsAsync<StoreCorruptException>(() => Archive.DownloadAsync(fingerprint, Target, Cancellation));
        Assert.Contains(StoreLayout.DataSetArchive(fingerprint), refused.Message, StringComparison.Ordinal);
        Assert.Equal(["source"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
        Assert.False(File.Exists(Path.Combine(Path.GetDirectoryName(folder.Path)!, "evil.png")));
        return refused;
    }
}
