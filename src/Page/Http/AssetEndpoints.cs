namespace JsccGrid.Page.Http;

/// <summary><c>/</c> and the files it consists of.</summary>
internal static class AssetEndpoints
{
    public static void MapPageAssets(this WebApplication app)
    {
        var assets = app.Services.GetRequiredService<PageAssets>();
        foreach (var file in assets.Files.Values) app.MapGet(file.Path, (HttpContext context) => Send(context, file));
        app.MapGet("/", (HttpContext context) => Send(context, assets.IndexFile));
    }

    private static IResult Send(HttpContext context, PageAssets.Asset file) =>
        PageJson.Answer(context, file.Content, file.Tag, file.ContentType);
}
