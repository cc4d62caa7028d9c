using System.Globalization;
using System.Net;
using JsccGrid.LocalCluster.Processes;

namespace JsccGrid.LocalCluster.Servers;

/// <summary>A real Azurite blob service, whose data outlive its process.</summary>
public sealed class AzuriteServer : Server
{
    /// <summary>The version that this program is tested with, and the oldest known to know what its clients speak.</summary>
    public const string WantedVersion = "3.37.0";

    /// <summary>Azurite's published development account, and its key where none is given.</summary>
    private const string Account = "devstoreaccount1";
    private const string PublishedKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly string key;

    private AzuriteServer(ServerProcess process, string address, int port, string key)
        : base(process, StartTimeout)
    {
        this.key = key;
        Address = address;
        Port = port;
    }

    /// <summary>The address of this machine it listens on.</summary>
    public string Address { get; }

    public int Port { get; }

    /// <summary>For Azure.Storage.Blobs.</summary>
    public string ConnectionString => FormattableString.Invariant(
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={key};BlobEndpoint=http://{Address}:{Port}/{Account};");

    /// <summary>A server that need not run.</summary>
    /// <param name="folder">For its data and log; what is there already is served again.</param>
    /// <param name="port">Where it listens.</param>
    /// <param name="address">An address of this machine to listen on.</param>
    /// <param name="isDetached">Whether it outlives this process.</param>
    /// <param name="running">The process of an earlier start.</param>
    /// <param name="key">The account's key, base64; null for the one that Azurite publishes.</param>
    /// <exception cref="ServerStartException">Azurite is not installed.</exception>
    public static AzuriteServer At(
        string folder, int port, string address = "127.0.0.1", bool isDetached = false, ProcessIdentity? running = null, string? key = null)
    {
        var data = Directory.CreateDirectory(Path.GetFullPath(folder)).FullName;
        var arguments = new[]
        {
            "--blobHost", address, "--blobPort", port.ToString(CultureInfo.InvariantCulture), "--location", data, "--silent",
            "--disableTelemetry",
        };
        var command = new ServerCommand("Azurite", Programs.Azurite, arguments, Path.Combine(data, "azurite.log"))
        {
            IsDetached = isDetached,
            Environment = key is null
                ? new Dictionary<string, string>()
                : new Dictionary<string, string> { ["AZURITE_ACCOUNTS"] = $"{Account}:{key}" },
        };
        return new AzuriteServer(new ServerProcess(command, running), address, port, key ?? PublishedKey);
    }

    /// <summary>Starts a server and waits until it answers.</summary>
    /// <param name="folder">For its data and log; what is there already is served again.</param>
    /// <param name="port">Null for any.</param>
    /// <param name="address">An address of this machine to listen on.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="ServerStartException">Azurite is not installed or does not come up.</exception>
    public static Task<AzuriteServer> StartAsync(
        string folder, int? port = null, string address = "127.0.0.1", CancellationToken cancellationToken = default) =>
        StartAsync(At(folder, port ?? FreePorts.Take(1)[0], address), cancellationToken);

    /// <summary>Asks for its containers with the key of the account; an exception says why that does not work.</summary>
    /// <exception cref="ServerStartException">It is too old.</exception>
    public override async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var request = BlobRequest.ListContainers(
            new Uri(FormattableString.Invariant($"http://{Address}:{Port}/{Account}")), Account, key);
        using var answer = await Http.SendAsync(request, cancellationToken);
        if (answer.IsSuccessStatusCode) return true;
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        var found = answer.Headers.Server.ToString();
        if (answer.StatusCode == HttpStatusCode.BadRequest && text.Contains(BlobRequest.ServiceVersion, StringComparison.Ordinal))
            throw new ServerStartException(
                $"Azurite is too old: found {(found.Length == 0 ? "one that does not tell its version" : found)}, wanted "
                    + $"{WantedVersion} or later. npm install -g azurite@{WantedVersion}");
        throw new HttpRequestException($"It answers {(int)answer.StatusCode} to a request with its key: {text.Split('\n')[0]}");
    }
}
