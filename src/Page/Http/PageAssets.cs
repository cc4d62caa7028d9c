using System.Collections.Frozen;

namespace JsccGrid.Page.Http;

/// <summary>The page's files, which are part of this assembly.</summary>
internal sealed class PageAssets
{
    private const string Prefix = "page/";
    private const string Index = "index.html";

    private static readonly FrozenDictionary<string, string> ContentTypes = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary();

    /// <summary>By path, without a slash at the beginning.</summary>
    public FrozenDictionary<string, Asset> Files { get; } = Read().ToFrozenDictionary(file => file.Path, StringComparer.Ordinal);

    public Asset IndexFile => Files[Index];

    private static IEnumerable<Asset> Read()
    {
        var assembly = typeof(PageAssets).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            var path = name[Prefix.Length..].Replace('\\', '/');
            yield return new Asset(path, content, ContentTypes[Path.GetExtension(path)], PageJson.TagOf(content));
        }
    }

    /// <summary>A file of the page.</summary>
    /// <param name="Path">Below the root.</param>
    /// <param name="Content">Its bytes.</param>
    /// <param name="ContentType">The media type, as HTTP names it.</param>
    /// <param name="Tag">Its entity tag.</param>
    internal sealed record Asset(string Path, byte[] Content, string ContentType, string Tag);
}
