namespace JsccGrid.Chaos.Cluster;

/// <summary>Finds processes of a cluster that is no more.</summary>
internal static class LeftProcesses
{
    /// <summary>Processes whose environment, which children inherit, names a folder; one line each.</summary>
    public static IReadOnlyList<string> Of(string folder)
    {
        var found = new List<string>();
        foreach (var process in Directory.EnumerateDirectories("/proc")
            .Where(path => int.TryParse(Path.GetFileName(path), out var id) && id != Environment.ProcessId))
        {
            try
            {
                if (File.ReadAllText(Path.Combine(process, "environ")).Contains(folder, StringComparison.Ordinal))
                    found.Add(
                        $"{Path.GetFileName(process)}: {File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ').Trim()}");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It has just ended, or is another user's.
            }
        }
        return found;
    }
}
