using CsCheck;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Workers;
using Xunit;

namespace JsccGrid.Grains.Tests.Workers;

/// <summary>Random offers, questions and answers, beside a list that is searched from end to end.</summary>
public sealed class ShardQueueModelTests
{
    private const int Shards = 8;

    private static readonly string[] Grids = ["a", "b", "c"];

    [Fact]
    public void Queue_OfRandomEvents_ServesWhomTheListWould() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, Shards - 1], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 1]).Array[0, 120].Sample(
            events =>
            {
                var queue = new ShardQueue();
                var model = new Model();
                var asked = new Queue<ShardSource>();
                for (var version = 1; version <= events.Length; version++)
                {
                    var (kind, shard, stages, cells, priority) = events[version - 1];
                    switch (kind)
                    {
                        case 0 or 1:
                            var grid = Grids[shard % Grids.Length];
                            var offer = new ShardOffer(Name(shard), $"{grid}/{Name(shard)}", stages, cells, version, grid, priority);
                            queue.Offer(offer);
                            model.Offer(offer);
                            break;
                        case 2 or 3:
                            var source = queue.BeginAsking();
                            Assert.Equal(model.BeginAsking(), source?.Offer.Shard);
                            if (source is not null) asked.Enqueue(source);
                            break;
                        case 4 when asked.TryDequeue(out var answered):
                            queue.EndAsking(answered);
                            model.EndAsking(answered.Offer.Shard, answered.Offer.Grid, isLeased: stages > 0);
                            if (stages > 0) queue.Hold(answered.Offer.Grid, 1);
                            break;
                        case 5 when model.Held(Grids[shard % Grids.Length]) > 0:
                            queue.Hold(Grids[shard % Grids.Length], -1);
                            model.Release(Grids[shard % Grids.Length]);
                            break;
                    }
                }
            },
            iter: 5_000);

    private static string Name(int shard) => $"shard-{shard}";

    private sealed class Model
    {
        private readonly Dictionary<string, ShardOffer> offers = [];
        private readonly Dictionary<string, int> asked = [];
        private readonly Dictionary<string, int> askedOfGrid = [];
        private readonly Dictionary<string, int> held = [];
        private readonly Dictionary<string, int> priorities = [];

        public int Held(string grid) => held.GetValueOrDefault(grid);

        public void Offer(ShardOffer offer) => (offers[offer.Shard], priorities[offer.Grid]) = (offer, offer.Priority);

        public string? BeginAsking()
        {
            var next = offers.Values
                .Where(offer => offer.ReadyStages + offer.ReadyCells > asked.GetValueOrDefault(offer.Shard))
                .OrderByDescending(offer => priorities[offer.Grid])
                .ThenBy(offer => Held(offer.Grid) + askedOfGrid.GetValueOrDefault(offer.Grid))
                .ThenBy(offer => offer.Grid, StringComparer.Ordinal)
                .ThenBy(offer => offer.ReadyStages > asked.GetValueOrDefault(offer.Shard) ? 0 : 1)
                .ThenBy(offer => offer.Order, StringComparer.Ordinal)
                .FirstOrDefault();
            if (next is null) return null;
            asked[next.Shard] = asked.GetValueOrDefault(next.Shard) + 1;
            askedOfGrid[next.Grid] = askedOfGrid.GetValueOrDefault(next.Grid) + 1;
            return next.Shard;
        }

        public void EndAsking(string shard, string grid, bool isLeased)
        {
            asked[shard]--;
            askedOfGrid[grid]--;
            if (isLeased) held[grid] = Held(grid) + 1;
        }

        public void Release(string grid) => held[grid]--;
    }
}
