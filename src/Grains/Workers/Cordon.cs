namespace JsccGrid.Grains.Workers;

/// <summary>A mark on a worker that is given no more work.</summary>
/// <param name="Reason">For people.</param>
/// <param name="IsForFailures">Whether its failures led to this, so that they are not its cells' fault.</param>
/// <param name="At">UTC.</param>
[GenerateSerializer, Immutable, Alias("jsccgrid.Cordon")]
internal sealed record Cordon([property: Id(0)] string Reason, [property: Id(1)] bool IsForFailures, [property: Id(2)] DateTimeOffset At);
