using JsccGrid.Experiments;

namespace JsccGrid.Page.Http;

/// <summary><c>/api/about</c>: what the page says of itself; <c>/api/actions</c>: whether a token is the right one.</summary>
internal static class AboutEndpoint
{
    private static readonly string Version = BuildVersion.Of(typeof(AboutEndpoint).Assembly);

    public static void MapAbout(this RouteGroupBuilder api)
    {
        api.MapGet("/about", (HttpContext context, ActionToken token, ILocalSiloDetails silo) =>
            PageJson.Answer(context, new { Version, Cluster = silo.ClusterId, Silo = silo.Name, Actions = token.IsConfigured }));
        api.MapPost("/actions", () => Results.NoContent()).AddEndpointFilter<ActionToken>();
    }
}
