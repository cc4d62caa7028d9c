using System.Globalization;
using System.Net.Sockets;
using JsccGrid.LocalCluster.Processes;

namespace JsccGrid.LocalCluster.Servers;

/// <summary>A real Azurite blob service, whose data outlive its process.</summary>
public sealed class AzuriteServer : IDisposable
{
    /// <summary>Azurite's published development account.</summary>
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private AzuriteServer(ServerProcess process, string address, int port)
    {
        Process = process;
        Address = address;
        Port = port;
    }

    public ServerProcess Process { get; }

    /// <summary>The address of this machine it listens on.</summary>
    public string Address { get; }

    public int Port { get; }

    /// <summary>For Azure.Storage.Blobs.</summary>
    public string ConnectionString => FormattableString.Invariant(
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint=http://{Address}:{Port}/{Account};");

    /// <summary>A server that need not run.</summary>
    /// <param name="folder">For its data and log; what is there already is served again.</param>
    /// <param name="port">Where it listens.</param>
    /// <param name="address">An address of this machine to listen on.</param>
    /// <param name="isDetached">Whether it outlives this process.</param>
    /// <param name="running">The process of an earlier start.</param>
    /// <exception cref="ServerStartException">Azurite is not installed.</exception>
    public static AzuriteServer At(
        string folder, int port, string address = "127.0.0.1", bool isDetached = false, ProcessIdentity? running = null)
    {
        var data = Directory.CreateDirectory(Path.GetFullPath(folder)).FullName;
        var arguments = new[]
        {
            "--blobHost", address, "--blobPort", port.ToString(CultureInfo.InvariantCulture), "--location", data, "--silent", "--disableTelemetry",
        };
        var command = new ServerCommand("Azurite", Programs.Azurite, arguments, Path.Combine(data, "azurite.log")) { IsDetached = isDetached };
        return new AzuriteServer(new ServerProcess(command, running), address, port);
    }

    /// <summary>Starts a server and waits until it answers.</summary>
    /// <param name="folder">For its data and log; what is there already is served again.</param>
    /// <param name="port">Null for any.</param>
    /// <param name="address">An address of this machine to listen on.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="ServerStartException">Azurite is not installed or does not come up.</exception>
    public static async Task<AzuriteServer> StartAsync(
        string folder, int? port = null, string address = "127.0.0.1", CancellationToken cancellationToken = default)
    {
        var server = At(folder, port ?? FreePorts.Take(1)[0], address);
        try
        {
            await server.StartAgainAsync(cancellationToken);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Starts the server on its former port and data after it ended.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken = default)
    {
        Process.Start();
        await WaitUntilReadyAsync(cancellationToken);
    }

    /// <exception cref="ServerStartException">It ended, or does not answer in time.</exception>
    public Task WaitUntilReadyAsync(CancellationToken cancellationToken = default) => Process.WaitUntilReadyAsync(AnswersAsync, StartTimeout, cancellationToken);

    /// <summary>Asks it; an exception means that it does not answer.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Address, Port, cancellationToken);
        return true;
    }

    public void Dispose() => Process.Dispose();
}
