using System.Collections.Immutable;
using System.Numerics;

namespace JsccGrid.Grains.Grids;

/// <summary>Which chunks of a submission have arrived: a bit for each.</summary>
[GenerateSerializer, Immutable, Alias("jsccgrid.ChunkSet")]
internal readonly record struct ChunkSet([property: Id(0)] ImmutableArray<ulong> Words)
{
    private const int BitsPerWord = 64;

    public static ChunkSet Empty { get; } = new([]);

    public int Count => Words.Sum(BitOperations.PopCount);

    public bool Contains(int chunk) => chunk / BitsPerWord < Words.Length && (Words[chunk / BitsPerWord] & BitOf(chunk)) != 0;

    public ChunkSet With(int chunk)
    {
        var words = Words;
        while (words.Length <= chunk / BitsPerWord) words = words.Add(0);
        return new ChunkSet(words.SetItem(chunk / BitsPerWord, words[chunk / BitsPerWord] | BitOf(chunk)));
    }

    private static ulong BitOf(int chunk) => 1UL << (chunk % BitsPerWord);
}
