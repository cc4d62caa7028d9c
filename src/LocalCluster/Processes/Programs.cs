using JsccGrid.LocalCluster.Servers;
using JsccGrid.Processes;

namespace JsccGrid.LocalCluster.Processes;

/// <summary>Finds the programs of servers on this machine.</summary>
public static class Programs
{
    /// <exception cref="ServerStartException">Not installed; the message says how.</exception>
    public static string Redis => OnPath("redis-server")
        ?? throw new ServerStartException("redis-server is not installed. On Debian or Ubuntu: apt-get install redis-server");

    /// <summary>On the path, or beside the sources, where the tests install it.</summary>
    /// <exception cref="ServerStartException">It or Node.js is not installed; the message says how.</exception>
    public static string Azurite
    {
        get
        {
            if (OnPath("node") is null)
                throw new ServerStartException(
                    "Node.js, which Azurite needs, is not installed. On Debian or Ubuntu: apt-get install nodejs npm");
            return OnPath("azurite-blob") ?? BesideSources(Path.Combine("tests", "tools", "node_modules", ".bin", "azurite-blob"))
                ?? throw new ServerStartException("Azurite, an emulator of Azure Blob storage, is not installed. Anywhere: npm "
                    + $"install -g azurite@{AzuriteServer.WantedVersion};"
                    + " in a clone of the sources: npm ci --prefix tests/tools --ignore-scripts");
        }
    }

    /// <summary>The .NET host that runs this process.</summary>
    public static string DotNet => DotNetHost.Path;

    /// <summary>The file of a program in a folder of <c>PATH</c>; null when none has it.</summary>
    public static string? OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    private static string? BesideSources(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, path);
            if (File.Exists(candidate)) return candidate;
        }
        return null;
    }
}
