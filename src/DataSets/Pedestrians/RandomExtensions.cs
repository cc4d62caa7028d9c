namespace JsccGrid.DataSets.Pedestrians;

/// <summary>The draws that the drawings need.</summary>
internal static class RandomExtensions
{
    public static float Between(this Random random, float low, float high) => low + ((high - low) * random.NextSingle());

    public static bool Chance(this Random random, float probability) => random.NextSingle() < probability;

    public static T Pick<T>(this Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];

    /// <summary>Item i with probability proportional to its weight.</summary>
    public static T Pick<T>(this Random random, IReadOnlyList<(T Item, float Weight)> items)
    {
        var rest = random.NextSingle() * items.Sum(item => item.Weight);
        foreach (var (item, weight) in items)
        {
            rest -= weight;
            if (rest < 0) return item;
        }
        return items[^1].Item;
    }

    /// <summary>A standard normal deviate, by the sum of twelve uniform ones.</summary>
    public static float Normal(this Random random)
    {
        var sum = -6f;
        for (var i = 0; i < 12; i++) sum += random.NextSingle();
        return sum;
    }
}
