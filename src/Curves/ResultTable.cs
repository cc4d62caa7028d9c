using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Curves;

/// <summary>The results of one grid by coordinates, checked; the order they came in does not matter.</summary>
internal sealed class ResultTable
{
    private readonly List<CellResult> results;

    /// <exception cref="ArgumentException">Two results for the same coordinates, or one without what its scheme must have.</exception>
    public ResultTable(IEnumerable<CellResult> cells)
    {
        results = [.. cells.OrderBy(cell => cell.Spec, CellOrder.Instance).ThenBy(cell => cell.Spec.Seed)];
        var problems = Problems().ToList();
        if (problems.Count > 0)
            throw new ArgumentException("These results make no curves: " + string.Join("; ", problems) + ".", nameof(cells));
        Networks =
        [
            .. from cell in results
               let named = Coordinates.Create([.. cell.Spec.Named])
               group cell by (cell.Spec.Scheme, named) into seeds
               select new ResultSeeds([.. seeds]),
        ];
    }

    /// <summary>All that differ only in their seeds taken together, in the order of schemes and coordinates.</summary>
    public IReadOnlyList<ResultSeeds> Networks { get; }

    /// <summary>Every SNR that the recipe tests.</summary>
    public IReadOnlyList<SnrDb> TestSnrDb => [.. results.SelectMany(cell => cell.Spec.Recipe.Evaluation.TestSnrDb).Distinct().Order()];

    /// <summary>Null without a result that says how many queries it scored, which one of an outside program need not.</summary>
    public TestSet? TestSet => results.Find(cell => cell.Queries > 0) is not { } counted ? null : new TestSet
    {
        Queries = counted.Queries,
        ChanceTop1 = counted.ChanceTop1,
        QueryIdentities = results.Find(cell => cell.QueryIdentities is not null)?.QueryIdentities,
    };

    private IEnumerable<string> Problems()
    {
        foreach (var twins in results.GroupBy(cell => cell.Spec.Label).Where(group => group.Count() > 1))
            yield return $"{twins.Count()} results for '{twins.Key}', where a grid has one";
        foreach (var cell in results)
        {
            if (cell.QueryIdentities is { } identities && identities.Count != cell.Queries)
                yield return $"'{cell.Spec.Label}' scored {cell.Queries} queries, but says of {identities.Count} whom they show";
            foreach (var point in cell.Points.Where(point => point.Hits is { } hits && hits.Count != cell.Queries))
                yield return $"'{cell.Spec.Label}' scored {cell.Queries} queries, "
                    + $"but has hits of {point.Hits!.Count} at {point.TestSnrDb} dB";
            if (cell.Points.Count == 0) yield return $"'{cell.Spec.Label}' has no points";
            if (cell.Spec.Scheme.HasBits && cell.Bits is not { Measured.Mean: > 0 })
                yield return $"'{cell.Spec.Label}' has no measured bits";
        }
    }

    /// <summary>By scheme, and then by its axes from the first: numbers by size, words by their letters.</summary>
    private sealed class CellOrder : IComparer<CellSpec>
    {
        public static CellOrder Instance { get; } = new();

        public int Compare(CellSpec? left, CellSpec? right)
        {
            var order = Scheme.Order.Compare(left!.Scheme, right!.Scheme);
            foreach (var axis in left!.Scheme.Axes)
                if (order == 0) order = CoordinateValue.Compare(axis.ValueOf(left), axis.ValueOf(right!));
            return order;
        }
    }
}
