using System.Runtime.InteropServices;

namespace JsccGrid.Silo.Hosting;

/// <summary>
/// SIGTERM or an interrupt from the keyboard stops the program in order. A second one makes it give up waiting for checkpoints;
/// a third ends it at once.
/// </summary>
internal sealed partial class SignalLifetime(
    IHostApplicationLifetime application, StopUrgency urgency, ILogger<SignalLifetime> logger) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> registrations = [];
    private int signals;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal));
        registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        var count = Interlocked.Increment(ref signals);
        context.Cancel = count < 3;
        LogSignal(logger, context.Signal, count == 1 ? "stops in order" : context.Cancel ? "stops without waiting" : "ends");
        if (count == 1) application.StopApplication();
        else urgency.Raise();
    }

    [LoggerMessage(1, LogLevel.Information, "{Signal}: the program {What}.")]
    private static partial void LogSignal(ILogger logger, PosixSignal signal, string what);
}
