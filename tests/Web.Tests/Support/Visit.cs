using System.Collections.Concurrent;
using JsccGrid.LocalCluster.Processes;
using Microsoft.Playwright;
using Xunit;

namespace JsccGrid.Web.Tests.Support;

/// <summary>
/// A reader's browser on the page. It notes every request and every error, and at the end none may have gone elsewhere and none may have
/// happened.
/// </summary>
internal sealed class Visit : IAsyncDisposable
{
    /// <summary>Milliseconds, on a machine that has nothing else to do.</summary>
    private const float Patience = 60_000;
    private readonly IBrowserContext context;
    private readonly Uri address;
    private readonly ConcurrentQueue<string> foreign = new();
    private readonly ConcurrentQueue<string> errors = new();

    private Visit(IBrowserContext context, IPage page, Uri address)
    {
        this.context = context;
        this.address = address;
        Page = page;
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address.AbsoluteUri, StringComparison.Ordinal)) foreign.Enqueue(request.Url);
        };
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") errors.Enqueue(message.Text);
        };
        page.PageError += (_, error) => errors.Enqueue(error);
    }

    public IPage Page { get; }

    /// <summary>Whether requests may fail: a silo is killed.</summary>
    public bool MayLoseSilo { get; init; }

    /// <param name="chromium">Where the page is opened.</param>
    /// <param name="address">A silo's.</param>
    /// <param name="hash">The view: <c>/grids/demo</c>.</param>
    /// <param name="mayLoseSilo">See <see cref="MayLoseSilo"/>.</param>
    public static async Task<Visit> OpenAsync(Chromium chromium, Uri address, string hash, bool mayLoseSilo = false)
    {
        var context = await chromium.NewContextAsync();
        var page = await context.NewPageAsync();
        var patience = Patience * (float)MachineLoad.Read();
        page.SetDefaultTimeout(patience);
        Assertions.SetDefaultExpectTimeout(patience);
        var visit = new Visit(context, page, address) { MayLoseSilo = mayLoseSilo };
        var answer = await page.GotoAsync($"{address}#{hash}");
        Assert.Equal(200, answer!.Status);
        return visit;
    }

    public ILocator Find(string selector) => Page.Locator(selector);

    /// <summary>Those that contain a text.</summary>
    public ILocator Find(string selector, string text) => Page.Locator(selector, new PageLocatorOptions { HasText = text });

    public ILocatorAssertions Expect(string selector) => Assertions.Expect(Find(selector));

    /// <summary>The tile of a heatmap.</summary>
    /// <param name="words">Part of what it says of itself.</param>
    public ILocator Tile(string words) => Page.Locator($".tile[title*='{words}']");

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        Assert.Empty(foreign);
        Assert.DoesNotContain(errors, error => !MayLoseSilo || !error.Contains("Failed to load resource", StringComparison.Ordinal));
    }
}
