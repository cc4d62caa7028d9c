using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace JsccGrid.Storage.Objects;

/// <summary>
/// What keeps a store from working, as its calls meet it. A full store can be read, so only a write tells that writes succeed again.
/// </summary>
internal sealed partial class StoreTrouble(TimeProvider clock, ILoggerFactory? loggerFactory)
{
    /// <summary>A failure that is over sooner is nothing to talk about.</summary>
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly ILogger logger = loggerFactory?.CreateLogger("JsccGrid.Store") ?? NullLogger.Instance;
    private string? reading;
    private string? writing;
    private long since;
    private bool isTold;

    /// <summary>In one sentence; null when there is none that lasts.</summary>
    public string? Reason
    {
        get
        {
            lock (gate) return isTold ? writing ?? reading : null;
        }
    }

    /// <summary>A try has failed.</summary>
    public void Met(bool isWrite, string reason)
    {
        lock (gate)
        {
            if (reading is null && writing is null) since = clock.GetTimestamp();
            if (isWrite) writing = reason;
            else reading = reason;
            if (isTold || clock.GetElapsedTime(since) < Lasting) return;
            isTold = true;
        }
        LogTrouble(logger, reason);
    }

    /// <summary>A try has succeeded.</summary>
    public void Over(bool isWrite)
    {
        if (Volatile.Read(ref reading) is null && Volatile.Read(ref writing) is null) return;
        lock (gate)
        {
            reading = null;
            if (isWrite) writing = null;
            if (writing is not null || !isTold) return;
            isTold = false;
        }
        LogOver(logger);
    }

    [LoggerMessage(1, LogLevel.Warning, "{Reason} What needs the store waits; nothing is lost.")]
    private static partial void LogTrouble(ILogger logger, string reason);

    [LoggerMessage(2, LogLevel.Information, "The store works again.")]
    private static partial void LogOver(ILogger logger);
}
