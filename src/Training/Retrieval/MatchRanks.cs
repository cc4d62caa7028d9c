using System.Numerics;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Retrieval;

/// <summary>
/// The ranks of each query's matches among the gallery images it is compared with, from their distances. Who matches whom is looked up
/// once. A match is an image of the query's person by another camera; images of the person by the query's own camera count nowhere.
/// </summary>
internal sealed class MatchRanks
{
    private readonly int[][] matches;  // by query: indices in the gallery, rising
    private readonly int[][] excluded; // by query: images of the person by the query's own camera
    private readonly int gallerySize;
    private readonly Pairs? pairs;     // null: a processor ranks row by row

    /// <param name="query">Who is looked up.</param>
    /// <param name="gallery">In what.</param>
    /// <param name="device">
    /// Where tensors rank all matches at once; they belong to the caller's dispose scope. Null for a processor.
    /// </param>
    public MatchRanks(LabelledFeatures query, LabelledFeatures gallery, Device? device)
    {
        gallerySize = gallery.Identities.Count;
        var images = Enumerable.Range(0, gallerySize).ToLookup(g => gallery.Identities[g]);
        matches = Select((q, g) => gallery.Cameras[g] != query.Cameras[q]);
        excluded = Select((q, g) => gallery.Cameras[g] == query.Cameras[q]);
        if (device is not null) pairs = new Pairs(this, device);

        int[][] Select(Func<int, int, bool> condition) =>
            [.. query.Identities.Select((person, q) => images[person].Where(g => condition(q, g)).ToArray())];
    }

    /// <summary>For some queries, from <paramref name="begin"/> on, the ranks of their matches, the nearest first.</summary>
    /// <param name="distances">float32 [queries, G], on the device where that was given; overwritten.</param>
    /// <param name="begin">The first query's number.</param>
    public List<MatchRank[]> Of(Tensor distances, int begin) =>
        pairs is null ? RowByRow(MemoryMarshal.Cast<byte, float>(distances.bytes), begin) : AllAtOnce(distances, begin, pairs);

    /// <summary>A pass of vector instructions over a row for each match.</summary>
    private List<MatchRank[]> RowByRow(Span<float> distances, int begin)
    {
        var ranks = new List<MatchRank[]>();
        for (var q = begin; ranks.Count * gallerySize < distances.Length; q++)
        {
            var row = distances.Slice((q - begin) * gallerySize, gallerySize);
            foreach (var g in excluded[q]) row[g] = float.NaN; // neither below nor equal to anything
            var own = matches[q];
            var found = new MatchRank[own.Length];
            for (var m = 0; m < own.Length; m++) found[m] = RankOf(row[own[m]], row);
            Array.Sort(found, (left, right) => left.Closer.CompareTo(right.Closer));
            ranks.Add(found);
        }
        return ranks;
    }

    /// <summary>Only ranks leave the device.</summary>
    private List<MatchRank[]> AllAtOnce(Tensor distances, int begin, Pairs pairs)
    {
        using var scope = NewDisposeScope();
        var end = begin + (int)distances.shape[0];
        var (rows, columns) = pairs.Excluded(begin, end);
        distances.index_put_(tensor(float.NaN, device: distances.device), TensorIndex.Tensor(rows), TensorIndex.Tensor(columns));
        (rows, columns) = pairs.Matches(begin, end);
        var own = distances[rows, columns].unsqueeze(1);                                    // [P, 1]
        var others = distances.index_select(0, rows);                                       // [P, G]
        var closer = others.less(own).sum(1).cpu().data<long>().ToArray();
        var tied = others.eq(own).sum(1).cpu().data<long>().ToArray();
        var ranks = new List<MatchRank[]>();
        var start = 0;
        for (var q = begin; q < end; q++)
        {
            ranks.Add(
            [
                .. Enumerable.Range(start, matches[q].Length).Select(pair => new MatchRank((int)closer[pair], (int)tied[pair]))
                    .OrderBy(rank => rank.Closer),
            ]);
            start += matches[q].Length;
        }
        return ranks;
    }

    private static MatchRank RankOf(float own, ReadOnlySpan<float> distances)
    {
        var (closer, tied, owns) = (Vector<int>.Zero, Vector<int>.Zero, Vector.Create(own));
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(distances);
        foreach (var vector in vectors)
        {
            closer -= Vector.LessThan(vector, owns);
            tied -= Vector.Equals(vector, owns);
        }
        var (closerBehind, tiedBehind) = (0, 0);
        foreach (var distance in distances[(vectors.Length * Vector<float>.Count)..])
        {
            if (distance < own) closerBehind++;
            else if (distance == own) tiedBehind++;
        }
        return new MatchRank(closerBehind + Vector.Sum(closer), tiedBehind + Vector.Sum(tied));
    }

    /// <summary>Who matches whom, and who is excluded, as (query, gallery image) pairs on a device, ordered by query.</summary>
    private sealed class Pairs
    {
        private readonly Side matches, excluded;

        public Pairs(MatchRanks ranks, Device device)
        {
            (matches, excluded) = (new Side(ranks.matches, device), new Side(ranks.excluded, device));
        }

        /// <summary>
        /// int64 [P] and [P]: the matches of the queries from <paramref name="begin"/> to <paramref name="end"/>, the queries counted
        /// from there.
        /// </summary>
        public (Tensor Rows, Tensor Columns) Matches(int begin, int end) => matches.Between(begin, end);

        public (Tensor Rows, Tensor Columns) Excluded(int begin, int end) => excluded.Between(begin, end);

        private sealed class Side
        {
            private readonly int[] starts; // by query: where its pairs begin; one more at the end
            private readonly Tensor rows, columns;

            public Side(int[][] indices, Device device)
            {
                starts = new int[indices.Length + 1];
                for (var q = 0; q < indices.Length; q++) starts[q + 1] = starts[q] + indices[q].Length;
                rows = tensor([.. indices.SelectMany((of, q) => Enumerable.Repeat((long)q, of.Length))], ScalarType.Int64, device);
                columns = tensor([.. indices.SelectMany(of => of).Select(g => (long)g)], ScalarType.Int64, device);
            }

            public (Tensor Rows, Tensor Columns) Between(int begin, int end)
            {
                var (first, count) = (starts[begin], starts[end] - starts[begin]);
                return (rows.narrow(0, first, count) - begin, columns.narrow(0, first, count));
            }
        }
    }
}
