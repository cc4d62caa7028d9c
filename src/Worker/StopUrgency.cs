namespace JsccGrid.Worker;

/// <summary>Says when a stop that is under way must not take its time any more.</summary>
public sealed class StopUrgency : IDisposable
{
    private readonly CancellationTokenSource source = new();

    /// <summary>Cancelled when whoever asked for the stop has asked again.</summary>
    public CancellationToken Token => source.Token;

    public void Raise() => source.Cancel();

    public void Dispose() => source.Dispose();
}
