using JsccGrid.DataSets;
using JsccGrid.Experiments.Cells;
using JsccGrid.Import.People;
using Xunit;

namespace JsccGrid.Import.Tests.People;

public sealed class Cuhk03ImportTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("jsccgrid-cuhk03-").FullName;

    public Cuhk03ImportTests()
    {
        Cuhk03LookAlike.WriteMat(Mat);
        Cuhk03LookAlike.WriteSplit(Split);
    }

    private string Mat => Path.Combine(folder, "cuhk-03.mat");
    private string Split => Path.Combine(folder, "split.mat");
    private string Target => Path.Combine(folder, "out");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("labeled")]
    [InlineData("detected")]
    public void Run_NewProtocol_WritesEveryImageWithItsPixels(string boxes)
    {
        var import = New(boxes == "labeled" ? Cuhk03Boxes.Labelled : Cuhk03Boxes.Detected);

        Assert.True(import.Run(Target, cancellation: TestContext.Current.CancellationToken));

        var report = DataSetCheck.Run(Target, threads: 1, TestContext.Current.CancellationToken);
        Assert.Empty(report.Problems);
        Assert.Equal([52, 12, 40], report.Splits.Select(split => split.Images));
        Assert.Equal([6, 6, 6], report.Splits.Select(split => split.Identities));
        Assert.Null(report.Protocol);
        AssertPixels(boxes, "bounding_box_train/0001_c1_1_001_1_01.png", pair: 0, person: 0, place: 0);
        AssertPixels(boxes, "bounding_box_test/0007_c2_2_003_2_08.png", pair: 1, person: 2, place: 7);
        AssertPixels(boxes, "query/0012_c2_5_001_2_06.png", pair: 4, person: 0, place: 5);
    }

    [Fact]
    public void Run_ClassicProtocol_TestsOnThePeopleOfTheSet()
    {
        var import = new Cuhk03Import { Source = Mat, Boxes = Cuhk03Boxes.Labelled, TestSet = 3 };

        import.Run(Target, cancellation: TestContext.Current.CancellationToken);

        var data = ReIdDataSet.Open(Target);
        // Set 3 names person 3 of pair 1 and person 3 of pair 2.
        Assert.Equal([3, 7], data.Query.Select(image => image.PersonId).Distinct().Order());
        Assert.Equal(
            data.Query.Select(image => Path.GetFileName(image.Path)).Order(),
            data.Gallery.Select(image => Path.GetFileName(image.Path)).Order());
        Assert.Equal(10, data.Train.Select(image => image.PersonId).Distinct().Count());
    }

    [Fact]
    public void Run_ExtractedImages_GivesTheSameNames()
    {
        New(Cuhk03Boxes.Labelled).Run(Target, cancellation: TestContext.Current.CancellationToken);
        var extracted = Directory.CreateDirectory(Path.Combine(folder, "extracted")).FullName;
        foreach (var image in Images(Target)) File.Copy(Path.Combine(Target, image), Path.Combine(extracted, Path.GetFileName(image)[8..]));

        var again = Path.Combine(folder, "again");
        (New(Cuhk03Boxes.Labelled, source: extracted)).Run(again, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(Images(Target), Images(again));
        Assert.All(
            Images(Target),
            image => Assert.Equal(File.ReadAllBytes(Path.Combine(Target, image)), File.ReadAllBytes(Path.Combine(again, image))));
    }

    [Fact]
    public void Run_AfterAnInterruptedOne_GoesOnWithWhatIsThere()
    {
        using var stop = new CancellationTokenSource();
        var stopping = new Told(progress =>
        {
            if (progress.Done == 20) stop.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => New(Cuhk03Boxes.Labelled).Run(Target, stopping, stop.Token));
        Assert.False(Directory.Exists(Target));
        var written = Images(Target + ".partial")
            .ToDictionary(image => image, image => File.GetLastWriteTimeUtc(Path.Combine(Target + ".partial", image)));
        Assert.Equal(20, written.Count);

        Assert.True(New(Cuhk03Boxes.Labelled).Run(Target, cancellation: TestContext.Current.CancellationToken));
        Assert.False(New(Cuhk03Boxes.Labelled).Run(Target, cancellation: TestContext.Current.CancellationToken));

        Assert.Equal(104, Images(Target).Count);
        Assert.All(written, image => Assert.Equal(image.Value, File.GetLastWriteTimeUtc(Path.Combine(Target, image.Key))));
        Assert.False(Directory.Exists(Target + ".partial"));
    }

    [Fact]
    public void Run_FolderOfOtherBoxes_IsRefused()
    {
        New(Cuhk03Boxes.Labelled).Run(Target, cancellation: TestContext.Current.CancellationToken);

        var message = Assert.Throws<DataSetException>(() =>
            New(Cuhk03Boxes.Detected).Run(Target, cancellation: TestContext.Current.CancellationToken)).Message;

        Assert.Contains("imported from another source; expected a new or empty folder", message);
    }

    [Fact]
    public void Run_OtherCountsThanTheProtocols_SaysBoth()
    {
        var message = Assert.Throws<DataSetException>(() =>
            new Cuhk03Import { Source = Mat, Boxes = Cuhk03Boxes.Labelled, SplitFile = Split }
                .Run(Target, cancellation: TestContext.Current.CancellationToken)).Message;

        Assert.Contains("are not CUHK03, new protocol, labelled boxes", message);
        Assert.Contains(
            "there are 52 training, 12 query and 40 gallery images of 6 and 6 people; "
                + "expected 7368 training, 1400 query and 5328 gallery images of 767 and 700",
            message);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public void Run_MatCutOffAnywhere_IsRefusedWithItsName()
    {
        var whole = File.ReadAllBytes(Mat);
        for (var length = 0; length < whole.Length - 200; length += whole.Length / 12)
        {
            File.WriteAllBytes(Mat, whole[..length]);
            var message = Assert.Throws<ImportException>(() =>
                New(Cuhk03Boxes.Labelled).Run(Target, cancellation: TestContext.Current.CancellationToken)).Message;
            Assert.StartsWith($"{Mat}: ", message);
        }
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public void Run_SplitCutOffAnywhere_IsRefusedWithItsName()
    {
        var whole = File.ReadAllBytes(Split);
        for (var length = 0; length < whole.Length; length += whole.Length / 20)
        {
            File.WriteAllBytes(Split, whole[..length]);
            Assert.StartsWith(
                $"{Split}: ",
                Assert.Throws<ImportException>(() =>
                    New(Cuhk03Boxes.Labelled).Run(Target, cancellation: TestContext.Current.CancellationToken)).Message);
        }
    }

    [Fact]
    public void Run_FilesInEachOthersPlace_SaysWhatEachIs()
    {
        Assert.Equal($"{Mat}: a MATLAB 7.3 file (HDF5); expected the protocol's split, which is of MATLAB 5",
            Assert.Throws<ImportException>(() =>
                New(Cuhk03Boxes.Labelled, split: Mat).Run(Target, cancellation: TestContext.Current.CancellationToken)).Message);
        Assert.Equal($"{Split}: a MATLAB file of version 5 to 7; expected cuhk-03.mat as it is issued, which is of MATLAB 7.3 (HDF5)",
            Assert.Throws<ImportException>(() =>
                New(Cuhk03Boxes.Labelled, source: Split).Run(Target, cancellation: TestContext.Current.CancellationToken)).Message);
    }

    [Theory]
    [InlineData("x/../../evil.png")]
    [InlineData("/evil.png")]
    [InlineData("..\\evil.png")]
    [InlineData("..")]
    public void Run_SplitThatNamesAFolder_IsRefused(string name)
    {
        Cuhk03LookAlike.WriteSplit(Split, firstName: name);
        var extracted = Directory.CreateDirectory(Path.Combine(folder, "extracted")).FullName;
        File.WriteAllText(Path.Combine(extracted, "evil.png"), "");

        Assert.StartsWith(
            $"{Split}: 'filelist' has '{name}'; expected names of files without a folder",
            Refused(New(Cuhk03Boxes.Labelled, source: extracted)));
    }

    [Fact]
    public void Run_SplitThatNamesAnImageTwice_IsRefused()
    {
        Cuhk03LookAlike.WriteSplit(Split, firstPlaces: [2, 2]);

        Assert.Equal($"{Split}: 'train_idx' speaks of image 2 more than once", Refused(New(Cuhk03Boxes.Labelled)));
    }

    [Fact]
    public void Run_SplitThatIsSmallOnlyCompressed_IsRefused()
    {
        Cuhk03LookAlike.WriteSplit(Split, more: Cuhk03LookAlike.Compressed(new byte[65 << 20]));

        Assert.Contains("its variables become more than 64 MiB", Refused(New(Cuhk03Boxes.Labelled)));
    }

    [Fact]
    public void Run_SplitWithAnotherVariable_PassesItOver()
    {
        Cuhk03LookAlike.WriteSplit(Split, more: Cuhk03LookAlike.Matrix("other", 6, [1_000_000, 1], []));

        Assert.True(New(Cuhk03Boxes.Labelled).Run(Target, cancellation: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Run_SplitWithMoreCellsThanBytes_IsRefused()
    {
        Cuhk03LookAlike.WriteSplit(Split, more: Cuhk03LookAlike.Matrix("filelist", 1, [8, 1], new byte[16]));

        Assert.Contains("'filelist' has 8 cells in ", Refused(New(Cuhk03Boxes.Labelled)));
    }

    [Fact]
    public void Run_ImageOfAnUnlikelySize_IsRefused()
    {
        File.Delete(Mat);
        Cuhk03LookAlike.WriteMat(Mat, firstHeight: 5000);

        Assert.StartsWith($"{Mat}: image 1_001_1_01: an image of shape [3, 1, 5000]", Refused(New(Cuhk03Boxes.Labelled)));
    }

    private string Refused(Cuhk03Import import) =>
        Assert.Throws<ImportException>(() => import.Run(Target, cancellation: TestContext.Current.CancellationToken)).Message;

    private Cuhk03Import New(Cuhk03Boxes boxes, string? source = null, string? split = null) => new()
    {
        Source = source ?? Mat,
        Boxes = boxes,
        SplitFile = split ?? Split,
        Expected = new KnownProtocol("the look-alike", 52, 12, 40, 6, 6),
    };

    private void AssertPixels(string boxes, string name, int pair, int person, int place)
    {
        using var bitmap = ImageDecoder.TryDecode(Path.Combine(Target, name), out var problem);
        Assert.Equal("", problem);
        Assert.Equal((Cuhk03LookAlike.Height(pair, person, place), Cuhk03LookAlike.Width), (bitmap!.Height, bitmap.Width));
        for (var y = 0; y < bitmap.Height; y++)
        {
            for (var x = 0; x < bitmap.Width; x++)
            {
                var pixel = bitmap.GetPixel(x, y);
                byte Expected(int colour) => Cuhk03LookAlike.Pixel(boxes, pair, person, place, y, x, colour);
                Assert.Equal((Expected(0), Expected(1), Expected(2)), (pixel.Red, pixel.Green, pixel.Blue));
            }
        }
    }

    private static List<string> Images(string folder) =>
        [
            .. Directory.EnumerateFiles(folder, "*.png", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(folder, file))
                .Order(StringComparer.Ordinal)
        ];

    private sealed class Told(Action<ImportProgress> tell) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => tell(value);
    }
}
