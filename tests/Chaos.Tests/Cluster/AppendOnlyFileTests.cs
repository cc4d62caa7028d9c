using System.Text;
using JsccGrid.Chaos.Cluster;
using Xunit;

namespace JsccGrid.Chaos.Tests.Cluster;

public sealed class AppendOnlyFileTests : IDisposable
{
    private const string Record = "*2\r\n$3\r\nDEL\r\n$1\r\na\r\n";
    private const string BinaryRecord = "*2\r\n$4\r\nECHO\r\n$6\r\n*1\r\n$9\r\n";
    private readonly string folder = Directory.CreateTempSubdirectory("jsccgrid-aof-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(true, 40)]
    [InlineData(false, 50)]
    public void CutToHalf_OfFiveRecords_KeepsTwoOrTwoAndAHalf(bool afterRecord, long expected)
    {
        // 20 bytes each.
        var last = Write(string.Concat(Enumerable.Repeat(Record, 5)));

        var (before, after) = AppendOnlyFile.CutToHalf(folder, afterRecord);

        Assert.Equal((100, expected), (before, after));
        Assert.Equal(expected, new FileInfo(last).Length);
    }

    [Fact]
    public void EndOfRecordBefore_AfterAnArgumentThatLooksLikeARecord_TakesItAsAnArgument()
    {
        var content = Encoding.ASCII.GetBytes(Record + BinaryRecord + Record);

        Assert.Equal(Record.Length, AppendOnlyFile.EndOfRecordBefore(content, Record.Length + BinaryRecord.Length - 1));
        Assert.Equal(Record.Length + BinaryRecord.Length, AppendOnlyFile.EndOfRecordBefore(content, content.Length - 1));
    }

    [Fact]
    public void EndOfRecordBefore_OfWhatIsNoAppendOnlyFile_SaysWhere() =>
        Assert.Contains(
            "'*' at byte 20",
            Assert.Throws<InvalidDataException>(() =>
                AppendOnlyFile.EndOfRecordBefore(Encoding.ASCII.GetBytes(Record + "PING"), 25)).Message,
            StringComparison.Ordinal);

    /// <summary>The file of a Redis that has begun a second part.</summary>
    /// <returns>The path of that.</returns>
    private string Write(string content)
    {
        var parts = Directory.CreateDirectory(Path.Combine(folder, "appendonlydir")).FullName;
        File.WriteAllText(Path.Combine(parts, "appendonly.aof.manifest"), """
            file appendonly.aof.1.base.rdb seq 1 type b
            file appendonly.aof.1.incr.aof seq 1 type i
            file appendonly.aof.2.incr.aof seq 2 type i

            """);
        File.WriteAllText(Path.Combine(parts, "appendonly.aof.1.incr.aof"), Record);
        var last = Path.Combine(parts, "appendonly.aof.2.incr.aof");
        File.WriteAllText(last, content);
        return last;
    }
}
