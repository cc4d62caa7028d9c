using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace JsccGrid.Web.Tests.Pages;

/// <summary>What a reader sees, while cells train.</summary>
public sealed class BrowserTests(PageCluster cluster, Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly SnrDb[] Snrs = [new(0), SnrDb.Noiseless];

    [Fact]
    public async Task Grids_OneThatIsSubmittedWhileThePageIsOpen_AppearsAndFinishes()
    {
        await using var visit = await Visit.OpenAsync(chromium, cluster.Page, "/");
        await visit.Expect("main h1").ToHaveTextAsync("Grids");

        await cluster.SubmitAsync("listed", cluster.Free.Cells([8], Snrs));

        var row = visit.Find(".grid-row", "listed");
        await Assertions.Expect(row.Locator(".badge")).ToHaveTextAsync("finished");
        await Assertions.Expect(row).ToContainTextAsync("100 %");
        await row.ClickAsync();
        await visit.Expect("main h1").ToHaveTextAsync("listed");
        await visit.Expect("#connection").ToHaveTextAsync("live");
    }

    [Fact]
    public async Task Grid_WhileItRuns_HeatmapAndCurvesFillInWithoutReloading()
    {
        await cluster.SubmitAsync("gated", cluster.Gated.Cells([8, 16], Snrs));
        await using var visit = await Visit.OpenAsync(chromium, cluster.Page, "/grids/gated");
        await Assertions.Expect(visit.Tile("JSCC AE, bandwidth B 16, SNR_train in dB 0: committed, top-1")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Tile("JSCC AE, bandwidth B 16, SNR_train in dB ∞: training")).ToBeVisibleAsync();
        var marks = visit.Find(".figure .mark[d]");
        var before = await marks.CountAsync();
        await visit.Page.EvaluateAsync("window.isSamePage = true");

        cluster.Gated.Release();

        await Assertions.Expect(visit.Find(".tile.has-result")).ToHaveCountAsync(8);
        await visit.Expect("main .headline .badge").ToHaveTextAsync("finished");
        await Assertions.Expect(marks.Nth(before)).ToBeAttachedAsync();
        Assert.True(await visit.Page.EvaluateAsync<bool>("window.isSamePage"));
        await Assertions.Expect(visit.Find("#figures .figure").First).ToContainTextAsync("Fig. 4a");
    }

    [Fact]
    public async Task Cell_ThatTrains_SaysWhereAndItsLogGrows()
    {
        var cell = cluster.Held.Cell(Scheme.JsccAe).With(Axis.Bandwidth, 4);
        await cluster.SubmitAsync("held-cell", [cell]);
        await using var visit = await Visit.OpenAsync(chromium, cluster.Page, $"/cells/{cell.Id}");
        await visit.Expect("main h1").ToHaveTextAsync(cell.Label);
        await visit.Expect("#why").ToContainTextAsync("Trains on worker-");
        await visit.Expect("#state").ToContainTextAsync("attempt1");
        await visit.Expect("#log .progress").Not.ToHaveCountAsync(0);
        await visit.Expect("#log .completed").ToHaveCountAsync(0);

        cluster.Held.Release();

        await visit.Expect("#log .completed").ToHaveCountAsync(1);
        await visit.Expect("#why").ToContainTextAsync("Committed");
        await visit.Expect("#result").ToContainTextAsync("top-1");
    }

    [Fact]
    public async Task Cell_ThatFailedForGood_SaysWhyOnTheGridAndOnItsPage()
    {
        await cluster.SubmitAsync("failing", cluster.Failing.Cells([8], [new(0)]));
        await using var visit = await Visit.OpenAsync(chromium, cluster.Page, "/grids/failing");
        await visit.Expect("#failed").ToContainTextAsync("jscc-fc B=8 SNR=0 seed=0");
        await Assertions.Expect(visit.Tile("JSCC FC, bandwidth B 8, SNR_train in dB 0: quarantined")).ToHaveTextAsync("✕");

        await visit.Find("#failed a").ClickAsync();

        await visit.Expect("#why").ToContainTextAsync("Quarantined:");
        await visit.Expect("#log .failed").Not.ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Workers_AreShownWithTheirSlots_AndMarkupInAReasonStaysText()
    {
        const string Reason = "<img src=x onerror=alert(1)> for repair";
        await using var visit = await Visit.OpenAsync(chromium, cluster.Page, "/workers");
        await visit.Expect("[data-worker=worker-1] tbody tr").ToHaveCountAsync(2);
        var pool = cluster.Grains.Pool();

        await pool.CordonAsync("worker-2", Reason);
        await visit.Expect("[data-worker=worker-2]").ToContainTextAsync(Reason);
        await visit.Expect("[data-worker=worker-2] img").ToHaveCountAsync(0);

        await pool.UncordonAsync("worker-2");
        await Assertions.Expect(visit.Find("[data-worker=worker-2] .is-cordoned")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Actions_WithTheToken_PauseAndResumeAGrid()
    {
        var cell = cluster.Stuck.Cell(Scheme.JsccFc).With(Axis.Bandwidth, 77) with { Seed = 5 };
        var grid = await cluster.SubmitAsync("unlocked", [cell]);
        await grid.PauseAsync();
        await using var visit = await Visit.OpenAsync(chromium, cluster.Page, "/grids/unlocked");
        await visit.Expect("main .headline .badge").ToHaveTextAsync("paused");
        await visit.Expect("main .actions button").ToHaveCountAsync(0);

        await visit.Find("#unlock").ClickAsync();
        await visit.Find("dialog input").FillAsync(PageCluster.Token);
        await visit.Find("dialog button[type=submit]").ClickAsync();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await visit.Expect("main .headline .badge").Not.ToHaveTextAsync("paused");
        Assert.DoesNotContain(PageCluster.Token, visit.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Actions_OnASiloWithoutToken_AreNotOffered()
    {
        await using var visit = await Visit.OpenAsync(chromium, cluster.ReadOnlyPage, "/workers");
        await visit.Expect("#about").ToContainTextAsync("Read only");
        await Assertions.Expect(visit.Find("#unlock")).ToBeHiddenAsync();
        await visit.Expect("main .actions button").ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Keyboard_FromTheTopOfThePage_ReachesATile()
    {
        await cluster.SubmitAsync("keys", cluster.Free.Cells([8], Snrs));
        await using var visit = await Visit.OpenAsync(chromium, cluster.Page, "/grids/keys");
        await Assertions.Expect(visit.Find(".tile").First).ToBeVisibleAsync();

        await visit.Find(".skip").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        for (var presses = 0; presses < 20 && !await visit.Page.EvaluateAsync<bool>("document.activeElement.matches('.tile')"); presses++)
            await visit.Page.Keyboard.PressAsync("Tab");

        await visit.Expect(".tile:focus").ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Dashboard_OfOrleans_IsThere()
    {
        await using var visit = await Visit.OpenAsync(chromium, new Uri(cluster.Page, "dashboard/"), "/");
        await visit.Expect("body").ToContainTextAsync("Grains");
    }
}
