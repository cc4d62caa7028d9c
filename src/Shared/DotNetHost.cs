using System.Runtime.InteropServices;

namespace JsccGrid.Processes;

/// <summary>The .NET host that other programs of this project are started with.</summary>
internal static class DotNetHost
{
    /// <summary>
    /// The host of the runtime that this process runs on, however it was started: by <c>dotnet X.dll</c>, or by its own executable
    /// with <c>DOTNET_ROOT</c> and no <c>dotnet</c> on the path. A program that brings its runtime with it has none, and takes the path's.
    /// </summary>
    public static string Path
    {
        get
        {
            var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
            // ROOT/shared/Microsoft.NETCore.App/VERSION
            var ofRuntime = System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
            return File.Exists(ofRuntime) ? ofRuntime : name;
        }
    }
}
