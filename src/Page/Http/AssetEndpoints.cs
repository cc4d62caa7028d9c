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

    private static IResult Send(HttpContext context, PageAssets.Asset file)
    {
        context.Response.Headers.ETag = file.Tag;
        return context.Request.Headers.IfNoneMatch.ToString() == file.Tag
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(file.Content, file.ContentType);
    }
}
