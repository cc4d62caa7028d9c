using JsccGrid.Grains.Configuration;
using JsccGrid.Page;
using JsccGrid.Silo.Hosting;
using JsccGrid.Storage;
using JsccGrid.Worker;

namespace JsccGrid.Silo.Configuration;

/// <summary>
/// The silo program's settings: configuration section <see cref="Section"/> of files, environment variables
/// (<c>JsccGrid__Cluster__Redis</c>) and the command line (<c>--JsccGrid:Role=worker</c>).
/// </summary>
internal sealed class SiloOptions
{
    public const string Section = "JsccGrid";

    /// <summary>See <see cref="SiloRole"/>. Default: <c>one-machine</c>.</summary>
    public string Role { get; set; } = "one-machine";

    public ClusterSettings Cluster { get; set; } = new();

    public EndpointSettings Endpoints { get; set; } = new();

    /// <summary>On one machine a folder.</summary>
    public StoreOptions Store { get; set; } = new();

    public WorkerOptions Worker { get; set; } = new();

    public OrchestrationOptions Orchestration { get; set; } = new();

    public PageSettings Page { get; set; } = new();

    public SiloRole ParsedRole => SiloRoleNames.Parse(Role)!.Value;

    /// <exception cref="ConfigurationException">Something is wrong; the message says all that is.</exception>
    public static SiloOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var errors = SectionCheck.Errors(section, typeof(SiloOptions)).ToList();
        if (errors.Count > 0) throw new ConfigurationException(errors);
        var role = SiloRoleNames.Parse(section[nameof(Role)] ?? "one-machine");
        var options = new SiloOptions { Orchestration = OrchestrationDefaults.Of(role ?? SiloRole.OneMachine) };
        if (role == SiloRole.OneMachine) options.Worker.Name = OneMachineOptions.WorkerName;
        section.Bind(options);
        errors = [.. options.Errors(configuration)];
        return errors.Count == 0 ? options : throw new ConfigurationException(errors);
    }

    private IEnumerable<string> Errors(IConfiguration environment)
    {
        if (SiloRoleNames.Parse(Role) is not { } role)
        {
            yield return $"{Section}:{nameof(Role)} is '{Role}'. Known: {string.Join(", ", SiloRoleNames.All)}.";
            yield break;
        }
        var errors = role == SiloRole.OneMachine ? OneMachineErrors() : ClusterErrors(role, environment);
        if (role != SiloRole.Control)
            errors = errors.Concat(Worker.Errors(Orchestration.LeaseDuration).Select(error => $"{Section}:{nameof(Worker)}: {error}."));
        errors = errors.Concat(Page.Errors().Select(error => $"{Section}:{nameof(Page)}:{error}"));
        foreach (var error in errors) yield return error;
    }

    private IEnumerable<string> OneMachineErrors()
    {
        if (string.IsNullOrWhiteSpace(Store.Folder))
            yield return $"{Section}:Store:Folder is missing; on one machine the store is a folder.";
        if (Cluster.Redis is not null)
            yield return $"{Section}:Cluster:Redis is set, but the role is one-machine. For a cluster set {Section}:Role to "
                + "control, worker or both.";
        if (Cluster.Kubernetes)
            yield return $"{Section}:Cluster:Kubernetes is true, but the role is one-machine. For a cluster's silo set "
                + $"{Section}:Role to control or both.";
    }

    private IEnumerable<string> ClusterErrors(SiloRole role, IConfiguration environment)
    {
        if (Cluster.Id.Length == 0) yield return $"{Section}:Cluster:Id is empty; leave it out or give the cluster a name.";
        if (RedisText.Error(Cluster.Redis) is { } redis) yield return $"{Section}:Cluster:Redis {redis}";
        foreach (var problem in Store.FindProblems()) yield return $"{Section}:{nameof(Store)}: {problem}";
        if (role == SiloRole.Worker) yield break;
        foreach (var (name, port) in
            new[] { (nameof(Endpoints.SiloPort), Endpoints.SiloPort), (nameof(Endpoints.GatewayPort), Endpoints.GatewayPort) })
        {
            if (port is < 1 or > 65535) yield return $"{Section}:Endpoints:{name} is {port}; it must be from 1 to 65535.";
        }
        if (Endpoints.SiloPort == Endpoints.GatewayPort)
            yield return $"{Section}:Endpoints: both ports are {Endpoints.SiloPort}; they must differ.";
        if (Endpoints.Address is { } address && !System.Net.IPAddress.TryParse(address, out _))
            yield return $"{Section}:Endpoints:Address is '{address}'; it must be an IP address such as 10.0.0.7.";
        if (!Cluster.Kubernetes) yield break;
        foreach (var error in PodVariables.Errors(environment, Cluster.Id))
            yield return $"{Section}:Cluster:Kubernetes is true, but {error}";
    }
}
