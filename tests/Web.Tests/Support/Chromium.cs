using JsccGrid.LocalCluster.Processes;
using Microsoft.Playwright;
using Xunit;

namespace JsccGrid.Web.Tests.Support;

/// <summary>
/// The system's Chromium, without a window: one for the visits of a class, each of which has a context of its own, as private windows
/// have. Not one for all classes: Playwright is not made for tests that run side by side. It starts with the first visit.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

    private readonly Lazy<Task<IBrowser>> browser;
    private IPlaywright? playwright;

    public Chromium() => browser = new Lazy<Task<IBrowser>>(LaunchAsync);

    /// <summary>A context without cookies or cache; a machine that has no Chromium skips the test.</summary>
    public async Task<IBrowserContext> NewContextAsync() => await (await browser.Value).NewContextAsync();

    public async ValueTask DisposeAsync()
    {
        if (browser is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await (await browser.Value).DisposeAsync();
        playwright?.Dispose();
    }

    private async Task<IBrowser> LaunchAsync()
    {
        var program = Find();
        Assert.SkipWhen(
            program is null,
            $"No Chromium is installed (looked for {string.Join(", ", Names)} in PATH); "
                + "'apt-get install chromium' installs it.");
        playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            // Chromium's sandbox needs rights that a container does not have; the pages are ours.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        });
    }

    private static string? Find() => Names.Select(Programs.OnPath).FirstOrDefault(path => path is not null);
}
