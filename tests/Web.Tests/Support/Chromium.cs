using Microsoft.Playwright;
using Xunit;

namespace JsccGrid.Web.Tests.Support;

/// <summary>The system's Chromium, without a window.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

    /// <summary>Starts it; a machine that has none skips the test.</summary>
    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        var program = Find();
        Assert.SkipWhen(program is null, $"No Chromium is installed (looked for {string.Join(", ", Names)} in PATH); 'apt-get install chromium' installs it.");
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            // Chromium's sandbox needs rights that a container does not have; the pages are ours.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        });
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(_ => Names, Path.Combine)
        .FirstOrDefault(File.Exists);
}
