using System.Xml.Linq;

namespace JsccGrid.Client.Figures;

/// <summary>
/// A rendered SVG made fit to publish: it scales, has a title for screen readers, and its ids, which the renderer counts through the
/// whole process, become its own. So the same figure is the same text, and several of them can share one page.
/// </summary>
internal sealed class SvgImage
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <param name="xml">From the renderer.</param>
    /// <param name="name">Unique on a page: what ids start with.</param>
    /// <param name="title">Read out, and shown on hover.</param>
    /// <param name="description">Read out.</param>
    public SvgImage(string xml, string name, string title, string description)
    {
        Root = new XElement(XDocument.Parse(XmlCharacters.Clean(xml)).Root!);
        Root.SetAttributeValue("viewBox", $"0 0 {Root.Attribute("width")!.Value} {Root.Attribute("height")!.Value}");
        Root.SetAttributeValue("role", "img");
        Root.SetAttributeValue("aria-labelledby", $"{name}-title {name}-description");
        var ids = Root.Descendants().Attributes("id").Select((id, index) => (Old: id.Value, New: $"{name}-{index}"))
            .ToDictionary(id => id.Old, id => id.New);
        foreach (var attribute in Root.Descendants().Attributes())
        {
            if (attribute.Name == "id") attribute.Value = ids[attribute.Value];
            else if (attribute.Value.StartsWith("url(#", StringComparison.Ordinal))
                attribute.Value = $"url(#{ids[attribute.Value[5..^1]]})";
        }
        Root.AddFirst(
            new XElement(Svg + "title", new XAttribute("id", $"{name}-title"), XmlCharacters.Clean(title)),
            new XElement(Svg + "desc", new XAttribute("id", $"{name}-description"), XmlCharacters.Clean(description)));
    }

    /// <summary>For embedding in a page that knows the typeface.</summary>
    public XElement Root { get; }

    /// <param name="css">The typeface.</param>
    public string ToFile(string css)
    {
        var root = new XElement(Root);
        root.AddFirst(new XElement(Svg + "style", css));
        return root + "\n";
    }
}
