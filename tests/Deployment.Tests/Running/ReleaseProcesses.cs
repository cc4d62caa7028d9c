using System.Globalization;
using System.Text;
using JsccGrid.Deployment.Tests.Support;
using JsccGrid.LocalCluster.Processes;
using JsccGrid.LocalCluster.Servers;
using k8s.Models;
using Xunit;

namespace JsccGrid.Deployment.Tests.Running;

/// <summary>
/// A rendered release as processes of this machine: each container's program with its arguments and environment. Only what a
/// cluster would provide is put in its place: addresses, ports that are free, volumes, Secrets.
/// </summary>
internal sealed class ReleaseProcesses : IDisposable
{
    /// <summary>As a Deployment names its pods; a worker is named after its pod.</summary>
    public const string WorkerPod = "r-jsccgrid-worker-cpu-5d4f8c-x2vzk";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);

    private readonly HttpClient http = new();
    private readonly string folder;
    private readonly KubernetesObjects objects;
    private readonly int redisPort;
    private readonly string password;
    private readonly AzuriteServer azurite;
    private readonly List<ServerProcess> processes = [];

    private ReleaseProcesses(KubernetesObjects objects, AzuriteServer azurite, string folder)
    {
        (this.objects, this.azurite, this.folder) = (objects, azurite, folder);
        password = Encoding.UTF8.GetString(objects.Single<V1Secret>("r-jsccgrid-redis").Data["password"]);
        redisPort = FreePorts.Take(1)[0];
    }

    /// <summary>The bundled Redis, for StackExchange.Redis.</summary>
    public string RedisConnection => FormattableString.Invariant($"127.0.0.1:{redisPort},password={password}");

    public static async Task<ReleaseProcesses> StartAsync(KubernetesObjects objects)
    {
        var folder = Directory.CreateTempSubdirectory("jsccgrid-").FullName;
        return new ReleaseProcesses(objects, await AzuriteServer.StartAsync(Path.Combine(folder, "azurite")), folder);
    }

    /// <summary>The bundled Redis with the configuration of its ConfigMap.</summary>
    public ServerProcess StartRedis()
    {
        var configuration = Path.Combine(folder, "redis.conf");
        File.WriteAllText(configuration, objects.Single<V1ConfigMap>("r-jsccgrid-redis").Data["redis.conf"]
            .Replace("dir /data", $"dir {folder}", StringComparison.Ordinal)
            .Replace("port 6379", $"port {redisPort}", StringComparison.Ordinal));
        var container = objects.Single<V1StatefulSet>("r-jsccgrid-redis").Spec.Template.Spec.Containers.Single();
        Assert.Equal(["redis-server", "/etc/redis/redis.conf"], container.Command);
        return Start(
            "redis",
            Programs.Redis,
            [
                configuration,
                .. container.Args.Select(argument => argument.Replace("$(REDISCLI_AUTH)", password, StringComparison.Ordinal))
            ],
            []);
    }

    /// <summary>Starts a Deployment's container and waits until its readiness probe succeeds.</summary>
    public async Task<ServerProcess> StartReadyAsync(string deployment)
    {
        var container = objects.Single<V1Deployment>(deployment).Spec.Template.Spec.Containers.Single();
        var ports = FreePorts.Take(3);
        var environment = EnvironmentOf(container);
        environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{ports[0]}";
        foreach (var (name, port) in new[] { ("JsccGrid__Endpoints__SiloPort", ports[1]), ("JsccGrid__Endpoints__GatewayPort", ports[2]) })
            if (environment.Remove(name)) environment.Add(name, port.ToString(CultureInfo.InvariantCulture));
        var process = Start(deployment, Programs.DotNet, [Path.Combine(AppContext.BaseDirectory, "JsccGrid.Silo.dll")], environment);
        foreach (var probe in new[] { container.StartupProbe, container.ReadinessProbe })
        {
            var address = new Uri($"http://127.0.0.1:{ports[0]}{probe.HttpGet.Path}");
            await process.WaitUntilReadyAsync(
                async cancellationToken =>
                {
                    using var answer = await http.GetAsync(address, cancellationToken);
                    return answer.IsSuccessStatusCode;
                },
                StartTimeout,
                TestContext.Current.CancellationToken);
        }
        return process;
    }

    /// <summary>Runs a Pod's container to its end.</summary>
    /// <returns>Exit code and output.</returns>
    public async Task<(int ExitCode, string Output)> RunAsync(string pod)
    {
        var container = objects.Single<V1Pod>(pod).Spec.Containers.Single();
        Assert.Equal(["jsccgrid"], container.Command);
        var process = Start(
            pod,
            Programs.DotNet,
            [Path.Combine(AppContext.BaseDirectory, "jsccgrid.dll"), .. container.Args],
            EnvironmentOf(container));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await File.ReadAllTextAsync(process.LogFile, TestContext.Current.CancellationToken));
    }

    public void Dispose()
    {
        foreach (var process in Enumerable.Reverse(processes)) process.Dispose();
        azurite.Dispose();
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private ServerProcess Start(string name, string program, IReadOnlyList<string> arguments, Dictionary<string, string> environment)
    {
        var process = new ServerProcess(
            new ServerCommand(name, program, arguments, Path.Combine(folder, $"{name}.log")) { Environment = environment });
        processes.Add(process);
        process.Start();
        return process;
    }

    private Dictionary<string, string> EnvironmentOf(V1Container container)
    {
        var environment = new Dictionary<string, string>();
        foreach (var variable in container.Env) environment[variable.Name] = ValueOf(variable);
        return environment;
    }

    private string ValueOf(V1EnvVar variable) => variable.ValueFrom switch
    {
        null when variable.Name == "JsccGrid__Worker__ScratchFolder" => Path.Combine(folder, "scratch"),
        null => variable.Value.Replace("$(REDIS_PASSWORD)", password, StringComparison.Ordinal)
            .Replace("r-jsccgrid-redis:6379", $"127.0.0.1:{redisPort}", StringComparison.Ordinal),
        { FieldRef.FieldPath: "status.podIP" } => "127.0.0.1",
        { FieldRef.FieldPath: "metadata.name" } => WorkerPod,
        { SecretKeyRef: { Name: "r-jsccgrid-redis", Key: "password" } } => password,
        { SecretKeyRef: { Name: "jsccgrid-store", Key: "connection-string" } } => azurite.ConnectionString,
        _ => throw new InvalidOperationException($"{variable.Name} comes from where nothing is."),
    };
}
