using System.Globalization;

namespace JsccGrid.Silo.Logging;

/// <summary>Writes log messages to a file, so that the console stays the client's.</summary>
internal sealed class FileLoggerProvider(string path, TimeProvider timeProvider) : ILoggerProvider
{
    private readonly Lock gate = new();
    private readonly StreamWriter writer = new(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };

    public ILogger CreateLogger(string categoryName) => new FileLogger(this, categoryName);

    public void Dispose()
    {
        lock (gate) writer.Dispose();
    }

    private void Write(string category, LogLevel level, string message, Exception? exception)
    {
        var at = timeProvider.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
        lock (gate)
        {
            if (writer.BaseStream is not { CanWrite: true }) return;
            writer.WriteLine($"{at} {level} {category}: {message}");
            if (exception is not null) writer.WriteLine(exception);
        }
    }

    private sealed class FileLogger(FileLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            provider.Write(category, logLevel, formatter(state, exception), exception);
    }
}
