using System.Runtime.InteropServices;
using System.Text.Json;

namespace JsccGrid.Client.Tests.Runs;

/// <summary>The files that a built program says it consists of.</summary>
internal static class ProgramFiles
{
    /// <summary>Copies them, and no others, into a folder that may hold another program.</summary>
    /// <param name="program">Its name; it lies in this program's folder.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="withNative">With the native libraries for this machine.</param>
    public static void Copy(string program, string folder, bool withNative)
    {
        using var dependencies = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, $"{program}.deps.json")));
        var libraries = dependencies.RootElement.GetProperty("targets").EnumerateObject().Single().Value.EnumerateObject();
        var files = libraries.SelectMany(library => FilesOf(library.Value, withNative));
        foreach (var name in files.Concat([$"{program}.deps.json", $"{program}.runtimeconfig.json"]))
        {
            var copy = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(AppContext.BaseDirectory, name), copy, overwrite: true);
        }
    }

    private static IEnumerable<string> FilesOf(JsonElement library, bool withNative)
    {
        if (library.TryGetProperty("runtime", out var assemblies))
            foreach (var assembly in assemblies.EnumerateObject()) yield return Path.GetFileName(assembly.Name);
        if (!withNative || !library.TryGetProperty("runtimeTargets", out var forPlatforms)) yield break;
        foreach (var file in forPlatforms.EnumerateObject())
            if (file.Value.GetProperty("rid").GetString() == RuntimeInformation.RuntimeIdentifier) yield return file.Name;
    }
}
