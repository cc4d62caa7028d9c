namespace JsccGrid.Import.Matlab;

/// <summary>A variable of MATLAB's; only what fits its class is set.</summary>
/// <param name="Name">Empty for what stands in a cell.</param>
/// <param name="Shape">Its dimensions, the first running fastest.</param>
internal sealed record MatArray(string Name, int[] Shape)
{
    /// <summary>The elements of a numeric array.</summary>
    public double[]? Numbers { get; init; }

    /// <summary>The characters of a text.</summary>
    public string? Text { get; init; }

    /// <summary>The elements of a cell array.</summary>
    public MatArray[]? Cells { get; init; }
}
