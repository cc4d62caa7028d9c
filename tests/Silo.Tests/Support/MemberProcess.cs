using JsccGrid.LocalCluster.Processes;
using JsccGrid.Tests.Shared.Waiting;

namespace JsccGrid.Silo.Tests.Support;

/// <summary>A process of the silo program in a cluster, and where it answers for its health.</summary>
internal sealed class MemberProcess(string name, ServerProcess process, Uri http, string logFile) : IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly HttpClient client = new() { BaseAddress = http, Timeout = TimeSpan.FromSeconds(10) };

    public string Name => name;

    public ServerProcess Process => process;

    public string Log => File.Exists(logFile) ? File.ReadAllText(logFile) : "";

    public async Task<string> GetAsync(string path, CancellationToken cancellationToken) =>
        await (await client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken)).Content.ReadAsStringAsync(cancellationToken);

    /// <summary>Waits until the process answers, ready or not.</summary>
    public Task UntilLiveAsync(CancellationToken cancellationToken) => process.WaitUntilReadyAsync(
        async token => await GetAsync("/health/live", token) == "Healthy", StartTimeout, cancellationToken);

    public Task UntilReadyAsync(CancellationToken cancellationToken) => process.WaitUntilReadyAsync(
        async token => await GetAsync("/health/ready", token) == "Healthy", StartTimeout, cancellationToken);

    /// <summary>Waits until the log has a text.</summary>
    public Task UntilLogsAsync(string text) =>
        Until.SeenAsync(() => Log, log => log.Contains(text, StringComparison.Ordinal), $"{name} to log '{text}'");

    public void Dispose()
    {
        process.Dispose();
        client.Dispose();
    }
}
