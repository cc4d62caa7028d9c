namespace JsccGrid.Storage.Collection;

/// <summary>Something in a store that nothing references.</summary>
/// <param name="Name">An object; of <see cref="SweepKind.UnwantedWork"/>, the folder.</param>
/// <param name="Kind">Why it can go.</param>
/// <param name="Files">Objects.</param>
/// <param name="Size">Bytes in all.</param>
/// <param name="LastModified">UTC, of the newest object.</param>
public sealed record SweepItem(string Name, SweepKind Kind, int Files, long Size, DateTimeOffset LastModified)
{
    /// <summary>For people.</summary>
    public string Reason => Kind switch
    {
        SweepKind.UnwantedWork => "no grid wants it",
        SweepKind.UnnamedFile => "its manifest does not name it",
        SweepKind.LeftoverShard => "its grid is gone or has become smaller",
        _ => "no grid names it",
    };
}
