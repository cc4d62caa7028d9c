namespace JsccGrid.Experiments.Yaml;

/// <summary>Helps with a misspelt name.</summary>
public static class Suggestion
{
    /// <summary>"Did you mean …?" when one of the names is close, otherwise "Known: …".</summary>
    public static string For(string text, IEnumerable<string> names)
    {
        var known = names.ToList();
        return Nearest(text, known) is { } nearest ? $"Did you mean '{nearest}'?" : $"Known: {string.Join(", ", known)}.";
    }

    /// <summary>The name that somebody who wrote a text most likely meant; null when none is close.</summary>
    public static string? Nearest(string text, IReadOnlyCollection<string> names)
    {
        // Of what is several times as long as any name nothing is near, and the distance would take as long as the text is.
        if (text.Length > 200) return null;
        var nearest = names.MinBy(name => Distance(text, name));
        return nearest is not null && nearest != text && Distance(text, nearest) <= Math.Max(1, nearest.Length / 3) ? nearest : null;
    }

    /// <summary>Levenshtein distance, ignoring case.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
