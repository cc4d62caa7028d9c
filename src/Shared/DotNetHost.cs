using System.Runtime.InteropServices;

namespace JsccGrid.Processes;

/// <summary>The .NET host that other programs of this project are started with.</summary>
internal static class DotNetHost
{
    /// <summary>
    /// The host of the runtime that this process runs on, however it was started: by <c>dotnet X.dll</c>, or by its own executable
    /// with <c>DOTNET_ROOT</c> and no <c>dotnet</c> on the path. A program that brings its runtime with it has none, and takes the path's:
    /// <see cref="CommandFor(string)"/> is for both.
    /// </summary>
    public static string Path
    {
        get
        {
            var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
            // ROOT/shared/Microsoft.NETCore.App/VERSION
            var ofRuntime = System.IO.Path.GetFullPath(
                System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
            return File.Exists(ofRuntime) ? ofRuntime : name;
        }
    }

    /// <summary>How a program's assembly is started: by the host, or by its own executable where the runtime lies beside both.</summary>
    public static IReadOnlyList<string> CommandFor(string assembly) => CommandFor(assembly, RuntimeEnvironment.GetRuntimeDirectory());

    /// <param name="assembly">The program.</param>
    /// <param name="runtimeFolder">Where the runtime is that this process runs on.</param>
    internal static IReadOnlyList<string> CommandFor(string assembly, string runtimeFolder)
    {
        var executable = System.IO.Path.ChangeExtension(assembly, OperatingSystem.IsWindows() ? "exe" : null);
        var bringsRuntime = Folder(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(assembly))!) == Folder(runtimeFolder);
        return bringsRuntime && File.Exists(executable) ? [executable] : [Path, assembly];
    }

    private static string Folder(string path) => System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
}
