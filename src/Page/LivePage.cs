using JsccGrid.Page.Grids;
using JsccGrid.Page.Http;
using JsccGrid.Page.Workers;
using JsccGrid.Page.Works;
using Orleans.Dashboard;

namespace JsccGrid.Page;

/// <summary>
/// The web page that every process with a silo serves: <c>/</c> for people, <c>/api</c> for the page, and Orleans' own dashboard at
/// <c>/dashboard</c>. Everything can be read without a token; what changes something needs <see cref="PageSettings.ActionToken"/>.
/// </summary>
public static class LivePage
{
    private const string DashboardPath = "/dashboard";

    public static void AddLivePage(this WebApplicationBuilder builder)
    {
        // The log is for those who may read the silo's output; the rest of the dashboard shows what grains there are and how busy.
        builder.UseOrleans(silo => silo.AddDashboard(dashboard => dashboard.HideTrace = true));
        builder.Services
            .AddSingleton<ActionToken>()
            .AddSingleton<PageAssets>()
            .AddSingleton<ClusterCache>()
            .AddSingleton<LogReader>()
            .AddSingleton<GridBoards>();
    }

    /// <summary>Refuses requests under a name that is not this process's, of everything that is mapped after it.</summary>
    public static WebApplication UseHostGuard(this WebApplication app)
    {
        app.UseMiddleware<HostGuard>();
        return app;
    }

    public static WebApplication MapLivePage(this WebApplication app)
    {
        if (app.Services.GetService<PageAssets>() is null) return app;
        app.UseMiddleware<PageHeaders>();
        app.MapPageAssets();
        var api = app.MapGroup("/api").AddEndpointFilter<ApiErrors>();
        api.MapAbout();
        api.MapGrids();
        api.MapWorks();
        api.MapWorkers();
        api.MapFallback(string () => throw PageException.NotFound(
            "There is nothing at this address. The page asks /api/grids, /api/workers and /api/works."));
        app.MapOrleansDashboard(routePrefix: DashboardPath);
        return app;
    }
}
