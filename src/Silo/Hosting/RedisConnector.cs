using System.Globalization;
using JsccGrid.Silo.Configuration;
using JsccGrid.Worker;
using StackExchange.Redis;

namespace JsccGrid.Silo.Hosting;

/// <summary>The process's connection to the cluster's Redis, shared by Orleans' providers.</summary>
/// <param name="text">StackExchange.Redis connection string.</param>
/// <param name="resilience">How to wait for a server that is away.</param>
/// <param name="stop">Ends the wait.</param>
internal sealed class RedisConnector(string text, ClusterResilience resilience, CancellationToken stop) : IAsyncDisposable
{
    /// <summary>Begins the answer of a server that cannot write its files.</summary>
    private const string DiskTrouble = "MISCONF";

    /// <summary>Between two tries to come back to a server that went away.</summary>
    private static readonly TimeSpan ReconnectInterval = TimeSpan.FromSeconds(1);

    /// <summary>Written to find out whether writes are taken; expires by itself.</summary>
    private static readonly RedisKey ProbeKey = $"{OneMachineHost.ServiceId}/probe";
    private static readonly TimeSpan ProbeLifetime = TimeSpan.FromMinutes(1);

    /// <summary>How long one waits who asks how Redis is.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private ConnectionMultiplexer? connection;
    private Task? connecting;

    public ConfigurationOptions Options
    {
        get
        {
            var options = RedisText.Parse(text);
            options.ReconnectRetryPolicy = new LinearRetry((int)ReconnectInterval.TotalMilliseconds);
            return options;
        }
    }

    /// <summary>Whether the server has answered.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>Why the last try failed; null when none has.</summary>
    public Exception? LastFailure { get; private set; }

    /// <summary>Connects, once, and waits until the server answers. From then on the connection restores itself.</summary>
    public async Task<(IConnectionMultiplexer Multiplexer, bool IsShared)> ConnectAsync()
    {
        lock (gate) connecting ??= resilience.Connecting.ExecuteAsync(TryConnectAsync, stop).AsTask();
        await connecting;
        return (connection!, true);
    }

    /// <summary>Waits until the server was reached, and measures a round trip.</summary>
    /// <exception cref="RedisException">It is away now.</exception>
    public async Task<TimeSpan> PingAsync()
    {
        var (multiplexer, _) = await ConnectAsync();
        return await multiplexer.GetDatabase().PingAsync();
    }

    /// <summary>
    /// Why nothing can be changed in Redis now, in one sentence; null when it can. It may answer and yet refuse writes: out of memory,
    /// its disk full, a replica.
    /// </summary>
    public async Task<string?> FindTroubleAsync(CancellationToken cancellationToken)
    {
        var servers = RedisText.Servers(text);
        try
        {
            await ConnectAsync().WaitAsync(Patience, cancellationToken);
            await connection!.GetDatabase().StringSetAsync(ProbeKey, RedisValue.EmptyString, ProbeLifetime).WaitAsync(cancellationToken);
            return null;
        }
        catch (RedisServerException refusal)
        {
            return $"Redis at {servers} refuses writes ({refusal.Message.TrimEnd('.')}).";
        }
        catch (RedisCommandException refusal)
        {
            return $"Redis at {servers} refuses writes ({refusal.Message.TrimEnd('.')}).";
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return $"Redis at {servers} does not answer "
                + $"({(exception is RedisException ? exception : LastFailure ?? exception).Message.TrimEnd('.')}).";
        }
    }

    /// <summary>Bytes that the server's data take and may take, 0 for as many as there are; null when it does not say.</summary>
    public async Task<(long Used, long Limit)?> FindMemoryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ConnectAsync().WaitAsync(Patience, cancellationToken);
            var answer = (string?)await connection!.GetDatabase().ExecuteAsync("INFO", "memory").WaitAsync(cancellationToken) ?? "";
            return Field("used_memory") is { } used && Field("maxmemory") is { } limit ? (used, limit) : null;

            long? Field(string name) => answer.Split('\n')
                .Where(line => line.StartsWith($"{name}:", StringComparison.Ordinal))
                .Select(line => long.TryParse(line.AsSpan(name.Length + 1).Trim(), CultureInfo.InvariantCulture, out var number)
                    ? number
                    : (long?)null)
                .FirstOrDefault();
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // It does not answer, or does not let itself be asked.
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null) await connection.DisposeAsync();
    }

    private async ValueTask TryConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            connection ??= await ConnectionMultiplexer.ConnectAsync(Options).WaitAsync(cancellationToken);
            await connection.GetDatabase().PingAsync().WaitAsync(cancellationToken);
            HasAnswered = true;
        }
        catch (RedisServerException refusal) when (refusal.Message.StartsWith(DiskTrouble, StringComparison.Ordinal))
        {
            // It refuses a PING as it refuses writes, and can be read nevertheless.
            HasAnswered = true;
        }
        catch (Exception exception)
        {
            LastFailure = exception;
            throw;
        }
    }
}
