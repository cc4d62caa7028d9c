using System.Text;
using System.Xml;
using System.Xml.Linq;
using JsccGrid.Client.Figures;

namespace JsccGrid.Client.Reports;

/// <summary>HTML as an XML tree, so that every text is escaped and every element closed.</summary>
internal static class Html
{
    private static readonly HashSet<string> VoidElements = ["br", "hr", "img", "link", "meta"];

    /// <param name="name">An HTML element, optionally with classes: <c>p.note</c>.</param>
    /// <param name="content">Text, elements, attributes, lists of them; nulls are left out.</param>
    public static XElement Tag(string name, params object?[] content)
    {
        var parts = name.Split('.');
        var element = new XElement(parts[0], content);
        if (parts.Length > 1) element.SetAttributeValue("class", string.Join(' ', parts.Skip(1)));
        return element;
    }

    public static XAttribute Attribute(string name, string value) => new(name, value);

    /// <summary>A table with a heading row; a column whose heading starts with '#' holds numbers.</summary>
    public static XElement Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<object?>> rows)
    {
        var numeric = headings.Select(heading => heading.StartsWith('#')).ToList();
        return Tag("div.scroll", Tag("table",
            Tag("thead", Tag("tr", headings.Select((heading, i) =>
                Tag(numeric[i] ? "th.number" : "th", Attribute("scope", "col"), heading.TrimStart('#'))))),
            Tag("tbody", rows.Select(row => Tag("tr", row.Select((cell, i) => Tag(numeric[i] ? "td.number" : "td", cell)))))));
    }

    /// <summary>Folded away until asked for.</summary>
    public static XElement Details(string summary, params object?[] content) => Tag("details", Tag("summary", summary), content);

    /// <summary>The page's text, in UTF-8 and with line feeds.</summary>
    public static string Page(XElement html)
    {
        foreach (var node in html.DescendantNodes().OfType<XText>()) node.Value = XmlCharacters.Clean(node.Value);
        foreach (var attribute in html.DescendantsAndSelf().Attributes()) attribute.Value = XmlCharacters.Clean(attribute.Value);
        foreach (var element in html.DescendantsAndSelf().Where(element => element.IsEmpty && element.Name.Namespace == XNamespace.None))
        {
            if (!VoidElements.Contains(element.Name.LocalName)) element.Value = "";
        }
        var text = new StringBuilder("<!DOCTYPE html>\n");
        var settings = new XmlWriterSettings { OmitXmlDeclaration = true, NewLineChars = "\n" };
        using (var writer = XmlWriter.Create(text, settings)) html.Save(writer);
        return text.Append('\n').ToString();
    }
}
