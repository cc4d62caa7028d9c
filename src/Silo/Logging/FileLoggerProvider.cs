using System.Globalization;
using System.Text;

namespace JsccGrid.Silo.Logging;

/// <summary>
/// Writes log messages to a file, so that the console stays the client's. Never throws: who logs is not to fail because the disk is
/// full. What could not be written is counted, and the count written once there is room.
/// </summary>
internal sealed class FileLoggerProvider(string path, TimeProvider timeProvider) : ILoggerProvider
{
    private readonly Lock gate = new();
    private readonly FileStream? file = Open(path);
    private long lost;

    public ILogger CreateLogger(string categoryName) => new FileLogger(this, categoryName);

    public void Dispose()
    {
        lock (gate) file?.Dispose();
    }

    private static FileStream? Open(string path)
    {
        try
        {
            // Nothing is kept in a buffer, which would fail again with every later message.
            return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception exception) when (IsOfTheFile(exception))
        {
            return null;
        }
    }

    private static bool IsOfTheFile(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ObjectDisposedException;

    private void Write(string category, LogLevel level, string message, Exception? exception)
    {
        var at = timeProvider.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var text = new StringBuilder().Append(at).Append(' ').Append(level).Append(' ').Append(category).Append(": ").AppendLine(message);
        if (exception is not null) text.Append(exception).AppendLine();
        lock (gate)
        {
            try
            {
                if (lost > 0)
                    file?.Write(Encoding.UTF8.GetBytes($"{at} {LogLevel.Warning} {nameof(FileLoggerProvider)}: {lost} messages "
                        + $"could not be written here.{Environment.NewLine}"));
                lost = 0;
                file?.Write(Encoding.UTF8.GetBytes(text.ToString()));
            }
            catch (Exception failure) when (IsOfTheFile(failure))
            {
                lost++;
            }
        }
    }

    private sealed class FileLogger(FileLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            provider.Write(category, logLevel, formatter(state, exception), exception);
    }
}
