using System.Text.Json;

namespace JsccGrid.Monitoring.Tests.Dashboards;

/// <summary>A dashboard as the chart and the local stack give it to Grafana.</summary>
internal sealed class Dashboard
{
    private static readonly Lazy<IReadOnlyList<Dashboard>> Files = new(() =>
        [
            .. Directory.GetFiles(Repository.PathOf("charts", "jsccgrid", "dashboards"), "*.json")
                .Order()
                .Select(file => new Dashboard(file))
        ]);

    private Dashboard(string file)
    {
        File = Path.GetFileName(file);
        Json = JsonDocument.Parse(System.IO.File.ReadAllText(file)).RootElement;
        Uid = Json.GetProperty("uid").GetString()!;
        Panels = [.. Json.GetProperty("panels").EnumerateArray().Select(panel => new Panel(panel))];
        Variables = [.. Json.GetProperty("templating").GetProperty("list").EnumerateArray().Select(variable => new Variable(variable))];
    }

    public static IReadOnlyList<Dashboard> All => Files.Value;

    public string File { get; }

    public JsonElement Json { get; }

    public string Uid { get; }

    /// <summary>With the rows between them.</summary>
    public IReadOnlyList<Panel> Panels { get; }

    /// <summary>In the order in which one may use another.</summary>
    public IReadOnlyList<Variable> Variables { get; }

    /// <summary>The queries of panels and annotations.</summary>
    public IEnumerable<PanelQuery> Queries => Panels.SelectMany(panel => panel.Queries).Concat(Annotations);

    /// <summary>The variables a query needs, those that others need included, in their order.</summary>
    public IReadOnlyList<Variable> VariablesOf(PanelQuery query)
    {
        var names = query.Variables.ToHashSet();
        foreach (var variable in Variables.Reverse().Where(variable => !variable.IsDataSource && names.Contains(variable.Name)))
            names.UnionWith(variable.Series.Variables);
        return [.. Variables.Where(variable => !variable.IsDataSource && names.Contains(variable.Name))];
    }

    private IEnumerable<PanelQuery> Annotations => Json.GetProperty("annotations").GetProperty("list").EnumerateArray()
        .Select(annotation => new PanelQuery(
            $"annotation {annotation.GetProperty("name").GetString()}",
            annotation.GetProperty("expr").GetString()!,
            IsInstant: false));
}
