using JsccGrid.Experiments.Files;

namespace JsccGrid.Experiments.Programs;

/// <summary>The folder of a grid file, where the files of its programs lie.</summary>
internal static class ProgramFolder
{
    /// <summary>A file by content; or what is wrong and what would be right.</summary>
    public static (ProgramFile? File, string? Problem) Read(string folder, string name)
    {
        if (Path.IsPathRooted(name))
            return (null, $"'{name}' is an absolute path, which no other machine has; expected {ProgramFile.ExpectedName}.");
        if (name.Split('/', '\\').Contains(".."))
            return (null, $"'{name}' leads out of the grid file's folder; expected {ProgramFile.ExpectedName}.");
        if (!ProgramFile.IsName(name))
            return (null, $"'{name}' cannot be the name of a program's file; expected {ProgramFile.ExpectedName}.");
        var path = Path.Combine(folder, name);
        if (!Path.Exists(path)) return (null, $"there is no file '{name}' in '{folder}'.");
        if (RegularFile.WhyNot(path) is { } what) return (null, $"'{name}' is {what}; expected a file.");
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.Length > ProgramDescription.MaxBytes)
                return (null, $"'{name}' has {stream.Length:N0} bytes; {ProgramDescription.ExpectedBytes}");
            return (new ProgramFile(name, stream.Length, FileHash.Of(stream)), null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, $"'{name}' cannot be read: {exception.Message}");
        }
    }
}
