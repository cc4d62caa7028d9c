using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Yaml;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Page.Heatmaps;
using JsccGrid.Page.Http;
using JsccGrid.Page.Workers;
using JsccGrid.Page.Works;
using JsccGrid.Presentation;

namespace JsccGrid.Page.Grids;

/// <summary>
/// <c>/api/grids</c>, <c>/api/grids/NAME</c>, <c>/api/grids/NAME/cells</c> (those of a heatmap's tile), and with the token
/// <c>pause</c>, <c>resume</c>, <c>cancel</c> and <c>retry</c> below a grid.
/// </summary>
internal static class GridEndpoints
{
    private const int MaxGrids = 200;
    private const int MaxCells = 200;

    public static void MapGrids(this RouteGroupBuilder api)
    {
        var grids = api.MapGroup("/grids");
        grids.MapGet("", ListAsync);
        grids.MapGet("/{name}", GetAsync);
        grids.MapGet("/{name}/cells", GetTileAsync);
        var actions = grids.MapGroup("/{name}").AddEndpointFilter<ActionToken>();
        actions.MapPost("/pause", (string name, ClusterCache cluster) => ActAsync(name, cluster, grid => grid.PauseAsync()));
        actions.MapPost("/resume", (string name, ClusterCache cluster) => ActAsync(name, cluster, grid => grid.ResumeAsync()));
        actions.MapPost("/cancel", (string name, ClusterCache cluster) => ActAsync(name, cluster, grid => grid.CancelAsync()));
        actions.MapPost("/retry", (string name, ClusterCache cluster) => ActAsync(name, cluster, grid => grid.RetryQuarantinedAsync()));
    }

    private static async Task<IResult> ListAsync(HttpContext context, ClusterCache cluster)
    {
        var grids = await cluster.GetGridsAsync();
        return PageJson.Answer(context, new { Total = grids.Length, Grids = grids.Take(MaxGrids).Select(grid => new GridView(grid)) });
    }

    private static async Task<IResult> GetAsync(string name, HttpContext context, ClusterCache cluster, GridBoards boards)
    {
        var grid = await cluster.RequireGridAsync(name);
        var source = boards.Of(name);
        var board = await source.GetAsync(grid);
        var workers = await cluster.GetWorkersAsync();
        return PageJson.Answer(context, new GridDetail(grid)
        {
            Board = board,
            Slots = WorkerRows.SlotsOf(workers, name),
            RemainingSeconds = source.Remaining(grid, workers) is { } time ? Math.Round(time.TotalSeconds) : null,
        });
    }

    private static async Task<IResult> GetTileAsync(
        string name, string? scheme, string? others, string? row, string? column, HttpContext context, ClusterCache cluster,
        GridBoards boards)
    {
        var grid = await cluster.RequireGridAsync(name);
        var all = await boards.Of(name).GetCellsAsync(grid);
        // Some are of no catalogue, but of the grid alone.
        var schemes = SchemeCatalog.All.Concat(all.Select(cell => cell.Spec.Scheme)).Distinct().ToList();
        var wanted = schemes.Find(known => known.Name == scheme);
        var errors = new List<string>();
        if (wanted is null)
            errors.Add(
                $"scheme is {(scheme is null ? "missing" : $"'{scheme}'")}. "
                    + $"{Suggestion.For(scheme ?? "", schemes.Select(known => known.Name))}");
        var (atRow, atColumn) = (Place(nameof(row), row, errors), Place(nameof(column), column, errors));
        if (errors.Count > 0) throw PageException.BadRequest(string.Join(' ', errors));
        var cells = HeatmapBuilder.CellsOf(all, wanted!, others ?? "", atRow, atColumn).ToList();
        return PageJson.Answer(context, new { Total = cells.Count, Cells = cells.Take(MaxCells).Select(WorkRow.Of) });
    }

    private static int Place(string parameter, string? text, List<string> errors)
    {
        if (int.TryParse(text, out var place) && place is >= 0 and < HeatmapAxis.MaxPlaces) return place;
        errors.Add($"{parameter} is {(text is null ? "missing" : $"'{text}'")}; it must be from 0 to {HeatmapAxis.MaxPlaces - 1}.");
        return 0;
    }

    private static async Task<IResult> ActAsync(string name, ClusterCache cluster, Func<IGridGrain, Task> action)
    {
        await cluster.RequireGridAsync(name);
        await action(cluster.Grains.GetGrain<IGridGrain>(name));
        cluster.Forget();
        var after = await cluster.RequireGridAsync(name);
        return Results.Ok(new { after.Name, Status = after.Status.Text() });
    }
}
