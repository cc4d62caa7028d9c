namespace JsccGrid.Worker.Inputs;

/// <summary>What a cell reads, on this machine, until disposed.</summary>
internal sealed class PreparedInputs : IDisposable
{
    private readonly List<InputUse> uses = [];

    public string DataFolder { get; set; } = "";

    public string? WeightsFile { get; set; }

    /// <summary>Files of the cell's own program; null where ours trains it.</summary>
    public string? ProgramFolder { get; set; }

    /// <summary>By stage key.</summary>
    public Dictionary<string, string> StageFolders { get; } = new(StringComparer.Ordinal);

    /// <summary>Keeps a use until the end.</summary>
    /// <returns>Its path.</returns>
    public string Keep(InputUse use)
    {
        uses.Add(use);
        return use.Path;
    }

    public void Dispose()
    {
        foreach (var use in uses) use.Dispose();
    }
}
