namespace JsccGrid.Silo.Hosting;

/// <summary>
/// Keeps a client looking for a silo to talk to until it is cancelled: the cluster may be on its way up, or the silos that Redis
/// lists may have just died.
/// </summary>
internal sealed class GatewayRetry(TimeProvider timeProvider) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        await Task.Delay(Interval, timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancellationToken.IsCancellationRequested;
    }
}
