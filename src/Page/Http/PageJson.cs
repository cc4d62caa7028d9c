using System.Security.Cryptography;
using System.Text.Json;
using JsccGrid.Experiments.Serialization;

namespace JsccGrid.Page.Http;

/// <summary>Answers of the API: the JSON of experiments, and nothing where the asker has the same already.</summary>
internal static class PageJson
{
    /// <summary>An answer with an entity tag, or 304 when the request names that tag.</summary>
    public static IResult Answer<T>(HttpContext context, T value)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(value, ExperimentJson.Compact);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\"";
        context.Response.Headers.ETag = tag;
        return context.Request.Headers.IfNoneMatch.ToString() == tag
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(bytes, "application/json; charset=utf-8");
    }
}
