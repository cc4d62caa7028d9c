using System.Net.Sockets;
using JsccGrid.Experiments.Cells;
using JsccGrid.Tests.Shared.Processes;
using Xunit;

namespace JsccGrid.Experiments.Tests.Cells;

/// <summary>Which files are the files of a data set, and what is named when one of them is no file.</summary>
public sealed class DataSetFingerprintTests : IDisposable
{
    /// <summary>The fingerprint of <see cref="Clean"/>, as the first version computed it.</summary>
    private const string CleanFingerprint = "cae9276aa16e40ccf4f67e2108266539";

    /// <summary>The fingerprint of <see cref="Clean"/> with <c>query/Thumbs.db</c>, as the first version computed it.</summary>
    private const string ThumbsFingerprint = "b177c1ca42b75d099a4c633318d00875";

    /// <summary>Junk, distractors and images whose names do not parse are part of what a data set is.</summary>
    private static readonly string[] Clean =
    [
        "bounding_box_train/0001_c1_1.jpg", "bounding_box_train/0002_c1_1.PNG", "query/0003_c1_1.bmp", "bounding_box_test/0003_c2_1.webp",
        "bounding_box_test/-1_c2_1.jpeg", "bounding_box_test/0000_c2_1.jpg", "bounding_box_test/other.jpg",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("jsccgrid-fingerprint-").FullName;

    public DataSetFingerprintTests()
    {
        foreach (var file in Clean) Write(file);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Compute_CleanFolder_IsAsInTheFirstVersion()
    {
        Assert.Equal(CleanFingerprint, DataSetFingerprint.Compute(folder));
        Assert.Null(DataSetFingerprint.ComputeFormer(folder));
    }

    [Theory]
    [InlineData("query/.DS_Store")]
    [InlineData("query/Thumbs.db")]
    [InlineData("query/desktop.ini")]
    [InlineData("query/._0003_c1_1.bmp")]
    [InlineData("bounding_box_test/.nfs00000000001a2b3c00000001")]
    [InlineData("bounding_box_test/@eaDir/0003_c2_1.webp")]
    [InlineData("bounding_box_test/.Spotlight-V100/store.db")]
    [InlineData("bounding_box_train/0001_c1_1.jpg~")]
    [InlineData("bounding_box_train/#0001_c1_1.jpg#")]
    [InlineData("bounding_box_train/.0001_c1_1.jpg.swp")]
    [InlineData("bounding_box_train/0001_c1_1.jpg:Zone.Identifier")]
    [InlineData("query/README.txt")]
    [InlineData("readme.txt")]
    public void Compute_WhatASystemLeaves_ChangesNothing(string left)
    {
        Write(left);

        Assert.Equal(CleanFingerprint, DataSetFingerprint.Compute(folder));
        Assert.True(DataSetFingerprint.Matches(folder, CleanFingerprint));
    }

    [Theory]
    [InlineData("query/0003_c1_1.bmp")]
    [InlineData("bounding_box_test/-1_c2_1.jpeg")]
    [InlineData("bounding_box_test/new_c1.png")]
    public void Compute_AnImageThatChanges_IsAnotherDataSet(string image)
    {
        File.WriteAllText(Path.Combine(folder, image), "another");

        Assert.NotEqual(CleanFingerprint, DataSetFingerprint.Compute(folder));
        Assert.False(DataSetFingerprint.Matches(folder, CleanFingerprint));
    }

    [Fact]
    public void ComputeFormer_FolderWithOtherFiles_IsAsInTheFirstVersion()
    {
        Write("query/Thumbs.db");

        Assert.Equal(ThumbsFingerprint, DataSetFingerprint.ComputeFormer(folder));
        Assert.True(DataSetFingerprint.Matches(folder, ThumbsFingerprint));
    }

    [Fact]
    public void ComputeFormer_OtherFilesThatCannotBeRead_IsNone()
    {
        File.CreateSymbolicLink(Path.Combine(folder, "query", ".#0003_c1_1.bmp"), "user@host.1234");

        Assert.Equal(CleanFingerprint, DataSetFingerprint.Compute(folder));
        Assert.Null(DataSetFingerprint.ComputeFormer(folder));
    }

    [Fact]
    public void Compute_LinkToAnImage_IsTheImage()
    {
        File.Move(Path.Combine(folder, Clean[0]), Path.Combine(folder, "elsewhere"));
        File.CreateSymbolicLink(Path.Combine(folder, Clean[0]), "../elsewhere");

        Assert.Equal(CleanFingerprint, DataSetFingerprint.Compute(folder));
    }

    [Fact]
    public void Compute_ImagesThatAreNoFiles_NamesAllOfThemAndHangsOnNone()
    {
        var query = Path.Combine(folder, "query");
        File.CreateSymbolicLink(Path.Combine(query, "1.jpg"), "nowhere.jpg");
        File.CreateSymbolicLink(Path.Combine(query, "2.jpg"), "2.jpg");
        File.CreateSymbolicLink(Path.Combine(query, "3.jpg"), "/dev/zero");
        Directory.CreateDirectory(Path.Combine(query, "4.jpg"));
        TestProcess.Run("mkfifo", Path.Combine(query, "5.jpg"));
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(query, "6.jpg")));

        var error = Assert.Throws<DataSetException>(() => DataSetFingerprint.Compute(folder));

        Assert.Equal(
            [
                "query/1.jpg: a link to 'nowhere.jpg', which is not there; expected an image file",
                "query/2.jpg: a link to '2.jpg', which leads round in a circle; expected an image file",
                "query/3.jpg: a link to a device (/dev/zero); expected an image file",
                "query/4.jpg: a folder; expected an image file",
                "query/5.jpg: a named pipe; expected an image file",
                "query/6.jpg: a socket; expected an image file",
            ],
            error.Problems);
    }

    private void Write(string file)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"content of {file}");
    }
}
