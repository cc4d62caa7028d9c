using System.Globalization;
using System.Net;
using System.Text;
using JsccGrid.LocalCluster.Processes;
using StackExchange.Redis;

namespace JsccGrid.LocalCluster.Servers;

/// <summary>
/// A real <c>redis-server</c> with an append-only file, which a killed server reads again when it is started anew: every write
/// that was answered is there.
/// </summary>
public sealed class RedisServer : Server
{
    private const string ConfigFile = "redis.conf";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Written to see that writes are taken; expires by itself.</summary>
    private static readonly RedisKey ProbeKey = "jsccgrid/probe";
    private static readonly TimeSpan ProbeLifetime = TimeSpan.FromMinutes(1);

    private readonly string? password;

    private RedisServer(ServerProcess process, string address, int port, string? password)
        : base(process, StartTimeout)
    {
        this.password = password;
        Address = address;
        Port = port;
    }

    /// <summary>The address of this machine it listens on.</summary>
    public string Address { get; }

    public int Port { get; }

    /// <summary>For StackExchange.Redis.</summary>
    public string ConnectionString => FormattableString.Invariant($"{Address}:{Port}{(password is null ? "" : $",password={password}")}");

    /// <summary>A server that need not run.</summary>
    /// <param name="folder">For its data and log; what is there already is served again.</param>
    /// <param name="port">Where it listens.</param>
    /// <param name="address">An address of this machine to listen on.</param>
    /// <param name="isDetached">Whether it outlives this process.</param>
    /// <param name="running">The process of an earlier start.</param>
    /// <param name="password">Letters and digits that a client must know; null for none.</param>
    /// <exception cref="ServerStartException">Redis is not installed.</exception>
    public static RedisServer At(
        string folder, int port, string address = "127.0.0.1", bool isDetached = false, ProcessIdentity? running = null,
        string? password = null)
    {
        var data = Directory.CreateDirectory(Path.GetFullPath(folder)).FullName;
        string[] arguments =
        [
            .. password is null ? (IEnumerable<string>)[] : [ConfigOf(data, password)],
            "--bind", address, "--port", port.ToString(CultureInfo.InvariantCulture), "--dir", data, "--appendonly", "yes", "--save", "",
            // Other addresses than loopback are refused without a password otherwise; who listens on one has to guard it.
            "--protected-mode", IPAddress.IsLoopback(IPAddress.Parse(address)) ? "yes" : "no",
        ];
        var command = new ServerCommand("Redis", Programs.Redis, arguments, Path.Combine(data, "redis.log")) { IsDetached = isDetached };
        return new RedisServer(new ServerProcess(command, running), address, port, password);
    }

    /// <summary>Starts a server and waits until it answers.</summary>
    /// <param name="folder">For its data and log; what is there already is served again.</param>
    /// <param name="port">Null for any.</param>
    /// <param name="address">An address of this machine to listen on.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="ServerStartException">Redis is not installed or does not come up.</exception>
    public static Task<RedisServer> StartAsync(
        string folder, int? port = null, string address = "127.0.0.1", CancellationToken cancellationToken = default) =>
        StartAsync(At(folder, port ?? FreePorts.Take(1)[0], address), cancellationToken);

    /// <summary>Deletes everything the server holds.</summary>
    public async Task WipeAsync()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{ConnectionString},allowAdmin=true");
        await connection.GetServers()[0].FlushAllDatabasesAsync();
    }

    /// <summary>Writes something, as those who need it do; an exception says why that does not work.</summary>
    public override async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{ConnectionString},connectTimeout=1000,connectRetry=0");
        return await connection.GetDatabase().StringSetAsync(ProbeKey, RedisValue.EmptyString, ProbeLifetime).WaitAsync(cancellationToken);
    }

    /// <summary>A file for the password, which on a command line the whole machine could read.</summary>
    private static string ConfigOf(string folder, string password)
    {
        var path = Path.Combine(folder, ConfigFile);
        var content = Encoding.ASCII.GetBytes($"requirepass {password}\n");
        if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(content)) PrivateFiles.Write(path, content);
        return path;
    }
}
