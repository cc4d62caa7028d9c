namespace JsccGrid.Worker;

/// <summary>Waiting for the program's start.</summary>
public static class ApplicationLifetimeExtensions
{
    /// <summary>Waits until all hosted services have started, which includes the connection to the cluster; or until cancelled.</summary>
    public static async Task UntilStartedAsync(this IHostApplicationLifetime application, CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var start = application.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
