namespace JsccGrid.LocalCluster.Processes;

/// <summary>How a server is started.</summary>
/// <param name="Name">For people.</param>
/// <param name="Program">Path, or a name to be found in PATH.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="LogFile">Where its output is appended.</param>
public sealed record ServerCommand(string Name, string Program, IReadOnlyList<string> Arguments, string LogFile)
{
    /// <summary>Variables added to this process's environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it outlives this process and the terminal it was started from.</summary>
    public bool IsDetached { get; init; }
}
