using JsccGrid.Silo.Hosting;
using Orleans.Hosting.Kubernetes;

namespace JsccGrid.Silo.Configuration;

/// <summary>The environment variables from which Orleans learns which pod a silo is.</summary>
internal static class PodVariables
{
    private static readonly string[] Needed =
    [
        KubernetesHostingOptions.PodNameEnvironmentVariable,
        KubernetesHostingOptions.PodNamespaceEnvironmentVariable,
        KubernetesHostingOptions.PodIPEnvironmentVariable,
        KubernetesHostingOptions.ServiceIdEnvironmentVariable,
        KubernetesHostingOptions.ClusterIdEnvironmentVariable,
    ];

    /// <summary>What is wrong with them for a silo of a cluster, in one line each.</summary>
    public static IEnumerable<string> Errors(IConfiguration environment, string clusterId)
    {
        var missing = Needed.Where(name => string.IsNullOrWhiteSpace(environment[name])).ToList();
        if (missing.Count > 0)
            yield return $"{string.Join(", ", missing)} {(missing.Count == 1 ? "is" : "are")} not set; the pod's environment "
                + "must say them.";
        var expected = new[]
        {
            (KubernetesHostingOptions.ServiceIdEnvironmentVariable, OneMachineHost.ServiceId),
            (KubernetesHostingOptions.ClusterIdEnvironmentVariable, clusterId)
        };
        foreach (var (name, value) in expected.Where(pair => !missing.Contains(pair.Item1) && environment[pair.Item1] != pair.Item2))
            yield return $"{name} is '{environment[name]}'; it must be '{value}'.";
    }
}
