using JsccGrid.Client.CommandLine;

namespace JsccGrid.Client.Runs;

/// <summary>The folder of this user for what can be made again.</summary>
internal static class UserCache
{
    private const string Variable = "XDG_CACHE_HOME";

    /// <returns>Full path of the folder, which exists.</returns>
    /// <exception cref="UserException">It cannot be made.</exception>
    public static string Folder(string name)
    {
        var folder = Path.Combine(Root(), "jsccgrid", name);
        try
        {
            return Directory.CreateDirectory(folder).FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException(
                $"The cache {folder} cannot be made: {exception.Message} {Variable} may name another folder.", ExitCode.BadEnvironment);
        }
    }

    private static string Root()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named) return named;
        if (OperatingSystem.IsWindows()) return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), OperatingSystem.IsMacOS() ? "Library/Caches" : ".cache");
    }
}
