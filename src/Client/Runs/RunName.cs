using System.Text.RegularExpressions;
using JsccGrid.Experiments.Cells;

namespace JsccGrid.Client.Runs;

/// <summary>The name of a run that was not given one: <c>demo</c>, <c>demo-omniglot</c>, <c>paper-cuhk03-validation</c>.</summary>
internal static partial class RunName
{
    /// <param name="grid">The grid's name.</param>
    /// <param name="data">The data set, unless it is the grid's own.</param>
    public static string Of(string grid, DataSetReference? data)
    {
        if (data is null) return grid;
        var name = $"{grid}-{NotAllowed().Replace(data.Name.ToLowerInvariant(), "-").Trim('-')}";
        return data.ValidationFraction is null ? name : $"{name}-validation";
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotAllowed();
}
