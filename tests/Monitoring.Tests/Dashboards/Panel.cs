using System.Text.Json;

namespace JsccGrid.Monitoring.Tests.Dashboards;

/// <summary>A panel, or a row, which is but a heading.</summary>
internal sealed class Panel(JsonElement json)
{
    public JsonElement Json => json;

    public int Id => json.GetProperty("id").GetInt32();

    public string Type => json.GetProperty("type").GetString()!;

    public string Title => json.GetProperty("title").GetString()!;

    public bool IsRow => Type == "row";

    public IEnumerable<JsonElement> Targets => json.TryGetProperty("targets", out var targets) ? targets.EnumerateArray() : [];

    public IEnumerable<PanelQuery> Queries => Targets.Select(target => new PanelQuery(
        $"{Title} {target.GetProperty("refId").GetString()}",
        target.GetProperty("expr").GetString()!,
        target.TryGetProperty("instant", out var instant) && instant.GetBoolean()));

    /// <summary>The cells of Grafana's 24 columns that it takes.</summary>
    public IEnumerable<(int X, int Y)> Cells
    {
        get
        {
            var place = json.GetProperty("gridPos");
            var (x, y) = (place.GetProperty("x").GetInt32(), place.GetProperty("y").GetInt32());
            return from column in Enumerable.Range(x, place.GetProperty("w").GetInt32())
                   from line in Enumerable.Range(y, place.GetProperty("h").GetInt32())
                   select (column, line);
        }
    }
}
