using System.Runtime.InteropServices;
using JsccGrid.Processes;
using JsccGrid.Worker;

namespace JsccGrid.Silo.Hosting;

/// <summary>
/// SIGTERM, an interrupt from the keyboard or the end of the terminal stops the program in order. A second one makes it give up waiting for
/// checkpoints; a third ends it at once.
/// </summary>
internal sealed partial class SignalLifetime(
    IHostApplicationLifetime application, StopUrgency urgency, ILogger<SignalLifetime> logger) : IHostLifetime, IDisposable
{
    private StopSignals? signals;
    private int count;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        signals = new StopSignals(StopSignals.All, OnSignal);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => signals?.Dispose();

    private void OnSignal(PosixSignalContext context)
    {
        var number = Interlocked.Increment(ref count);
        context.Cancel = number < 3;
        LogSignal(logger, context.Signal, number == 1 ? "stops in order" : context.Cancel ? "stops without waiting" : "ends");
        if (number == 1) application.StopApplication();
        else urgency.Raise();
    }

    [LoggerMessage(1, LogLevel.Information, "{Signal}: the program {What}.")]
    private static partial void LogSignal(ILogger logger, PosixSignal signal, string what);
}
