using System.ComponentModel;

namespace JsccGrid.Worker.Trainers;

/// <summary>Finds what a command starts, as a shell does.</summary>
internal static class ProgramCommandPath
{
    private const int NoSuchFile = 2;

    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The file of a command: within a folder if it is a path, else in a folder of <c>PATH</c>. On Windows the command.</summary>
    /// <exception cref="Win32Exception">There is none that can be run.</exception>
    public static string Find(string command, string folder)
    {
        if (OperatingSystem.IsWindows()) return command;
        IEnumerable<string> places = command.Contains('/', StringComparison.Ordinal)
            ? [folder]
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Where(Path.IsPathRooted);
        return places.Select(place => Path.Combine(place, command)).FirstOrDefault(IsProgram)
            ?? throw new Win32Exception(NoSuchFile, "there is no such program that can be run");
    }

    private static bool IsProgram(string path) =>
        !OperatingSystem.IsWindows() && File.Exists(path) && (File.GetUnixFileMode(path) & Executable) != 0;
}
