using System.Security.Cryptography;
using System.Text.Json;
using JsccGrid.Experiments.Serialization;

namespace JsccGrid.Page.Http;

/// <summary>Answers, above all the JSON of experiments, and nothing where the asker has the same already.</summary>
internal static class PageJson
{
    /// <summary>An answer with an entity tag, or 304 when the request names that tag.</summary>
    public static IResult Answer<T>(HttpContext context, T value)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(value, ExperimentJson.Compact);
        return Answer(context, bytes, TagOf(bytes), "application/json; charset=utf-8");
    }

    /// <summary>The same with bytes whose tag is known.</summary>
    public static IResult Answer(HttpContext context, byte[] content, string tag, string contentType)
    {
        context.Response.Headers.ETag = tag;
        return context.Request.Headers.IfNoneMatch.ToString() == tag
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(content, contentType);
    }

    /// <summary>The entity tag of an answer.</summary>
    public static string TagOf(byte[] content) => $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12))}\"";
}
