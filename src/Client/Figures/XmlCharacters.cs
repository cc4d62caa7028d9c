using System.Xml;

namespace JsccGrid.Client.Figures;

/// <summary>Text as XML can hold it. Names and descriptions of older stores hold whatever somebody once wrote.</summary>
internal static class XmlCharacters
{
    private const char Replacement = '\uFFFD';

    /// <summary>The text, with U+FFFD for each character that XML forbids: control characters and halves of surrogate pairs.</summary>
    public static string Clean(string text)
    {
        if (IsClean(text)) return text;
        var characters = text.ToCharArray();
        for (var i = 0; i < characters.Length; i++)
        {
            if (XmlConvert.IsXmlChar(characters[i])) continue;
            if (i + 1 < characters.Length && XmlConvert.IsXmlSurrogatePair(characters[i + 1], characters[i])) i++;
            else characters[i] = Replacement;
        }
        return new string(characters);
    }

    private static bool IsClean(string text)
    {
        foreach (var character in text)
            if (!XmlConvert.IsXmlChar(character)) return false;
        return true;
    }
}
