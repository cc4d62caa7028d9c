using System.Text;

namespace JsccGrid.Chaos.Cluster;

/// <summary>The append-only file of a Redis 7, which consists of a base and what was written since.</summary>
internal static class AppendOnlyFile
{
    /// <summary>Where Redis keeps the parts within its folder.</summary>
    private const string Folder = "appendonlydir";

    /// <summary>
    /// Cuts the part that is being written to half, while Redis does not run: in the middle of a record, as a lost power supply does,
    /// or after a whole one.
    /// </summary>
    /// <param name="redisFolder">The folder of Redis.</param>
    /// <param name="afterRecord">Whether the last record stays whole.</param>
    /// <returns>Its length before and after, in bytes.</returns>
    public static (long Before, long After) CutToHalf(string redisFolder, bool afterRecord)
    {
        var path = LastPart(Path.Combine(redisFolder, Folder));
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        var before = file.Length;
        var after = before / 2;
        if (afterRecord)
        {
            var content = new byte[before];
            file.ReadExactly(content);
            after = EndOfRecordBefore(content, after);
        }
        file.SetLength(after);
        return (before, after);
    }

    /// <summary>The end of the last record that ends no later than <paramref name="limit"/>.</summary>
    internal static long EndOfRecordBefore(ReadOnlySpan<byte> content, long limit)
    {
        // *2\r\n$4\r\nPING\r\n$1\r\nx\r\n: the number of arguments, then each with its length before it.
        for (var position = 0; position < content.Length;)
        {
            var end = position;
            for (var arguments = ReadNumber(content, ref end, '*'); arguments > 0; arguments--)
            {
                var length = ReadNumber(content, ref end, '$');
                end += length + 2;
            }
            if (end > limit) return position;
            position = end;
        }
        return content.Length;
    }

    private static int ReadNumber(ReadOnlySpan<byte> content, ref int position, char kind)
    {
        if (position >= content.Length || content[position] != kind)
            throw new InvalidDataException(FormattableString.Invariant($"The append-only file has no '{kind}' at byte {position}."));
        var length = content[position..].IndexOf("\r\n"u8);
        var number = int.Parse(Encoding.ASCII.GetString(content.Slice(position + 1, length - 1)), null);
        position += length + 2;
        return number;
    }

    /// <summary>The manifest has a line for each part; those of type i are written one after the other.</summary>
    private static string LastPart(string folder)
    {
        var manifest = Directory.EnumerateFiles(folder, "*.manifest").Single();
        var parts = File.ReadLines(manifest)
            .Select(line => line.Split(' '))
            .Where(words => words is ["file", _, "seq", _, "type", "i", ..]);
        return Path.Combine(folder, parts.Last()[1]);
    }
}
