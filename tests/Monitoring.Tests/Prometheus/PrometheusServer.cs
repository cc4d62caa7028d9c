using System.Globalization;
using System.Text.Json;
using JsccGrid.LocalCluster.Processes;
using JsccGrid.LocalCluster.Servers;

namespace JsccGrid.Monitoring.Tests.Prometheus;

/// <summary>A real Prometheus.</summary>
internal sealed class PrometheusServer : Server
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly HttpClient Http = new();
    private readonly Uri address;

    private PrometheusServer(ServerProcess process, Uri address) : base(process, StartTimeout) => this.address = address;

    /// <summary>Starts a server and waits until it answers.</summary>
    /// <param name="folder">For its data, log and settings.</param>
    /// <param name="settings">What it scrapes, and which rules it evaluates; YAML.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<PrometheusServer> StartAsync(string folder, string settings, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "prometheus.yml");
        await File.WriteAllTextAsync(file, settings, cancellationToken);
        var listen = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{FreePorts.Take(1)[0]}");
        string[] arguments =
        [
            $"--config.file={file}",
            $"--storage.tsdb.path={Path.Combine(folder, "data")}",
            $"--web.listen-address={listen}",
            "--log.level=warn"
        ];
        var command = new ServerCommand("Prometheus", "prometheus", arguments, Path.Combine(folder, "prometheus.log"));
        return await StartAsync(new PrometheusServer(new ServerProcess(command), new Uri($"http://{listen}/")), cancellationToken);
    }

    /// <summary>Evaluates an expression now.</summary>
    public Task<IReadOnlyList<Series>> QueryAsync(string expression, CancellationToken cancellationToken) =>
        AskAsync($"api/v1/query?query={Uri.EscapeDataString(expression)}", cancellationToken);

    /// <summary>Evaluates an expression over a time that ends now, at every second.</summary>
    public async Task<IReadOnlyList<Series>> QueryAsync(string expression, TimeSpan time, CancellationToken cancellationToken)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return await AskAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"api/v1/query_range?query={Uri.EscapeDataString(expression)}"
                    + $"&start={now - (long)time.TotalSeconds}&end={now}&step=1"),
            cancellationToken);
    }

    /// <summary>The values a label has in some series.</summary>
    public async Task<IReadOnlyList<string>> LabelValuesAsync(string series, string label, CancellationToken cancellationToken) =>
        [
            .. (await GetAsync($"api/v1/label/{label}/values?match[]={Uri.EscapeDataString(series)}", cancellationToken))
                .EnumerateArray()
                .Select(value => value.GetString()!)
        ];

    /// <summary>The rules, with the alerts each has now.</summary>
    public async Task<IReadOnlyList<RuleState>> RulesAsync(CancellationToken cancellationToken) =>
        [.. (await GetAsync("api/v1/rules", cancellationToken)).GetProperty("groups").EnumerateArray()
            .SelectMany(group => group.GetProperty("rules").EnumerateArray()).Select(rule => new RuleState(rule))];

    public override async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var answer = await Http.GetAsync(new Uri(address, "-/ready"), cancellationToken);
        return answer.IsSuccessStatusCode;
    }

    private async Task<IReadOnlyList<Series>> AskAsync(string path, CancellationToken cancellationToken) =>
        [.. (await GetAsync(path, cancellationToken)).GetProperty("result").EnumerateArray().Select(series => new Series(series))];

    /// <exception cref="InvalidOperationException">Prometheus refuses; the message says why.</exception>
    private async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await Http.GetAsync(new Uri(address, path), cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement.GetProperty("data")
            : throw new InvalidOperationException($"Prometheus refuses {Uri.UnescapeDataString(path)}: {text}");
    }
}
