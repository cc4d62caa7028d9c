namespace JsccGrid.Client.Runs;

/// <summary>What <c>submit</c> was asked for.</summary>
internal sealed record SubmitSettings
{
    public required GridSource Source { get; init; }
    public int Priority { get; init; }
    /// <summary>Whether to stay until it is finished, and draw its figures.</summary>
    public bool Watch { get; init; }
    public string? OutFolder { get; init; }
    public bool Json { get; init; }
}
