using JsccGrid.Experiments.Units;
using JsccGrid.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace JsccGrid.Web.Tests.Pages;

/// <summary>The silo a page talks to is killed. A cluster of its own: others would notice.</summary>
public sealed class SiloLossTests(PageCluster cluster, Chromium chromium) : IClassFixture<PageCluster>, IClassFixture<Chromium>
{
    [Fact]
    public async Task Page_ItsSiloIsKilledAndComesBack_GoesOnByItself()
    {
        await cluster.SubmitAsync("before", cluster.Free.Cells([8], [new SnrDb(0)]));
        await using var visit = await Visit.OpenAsync(chromium, cluster.ReadOnlyPage, "/", mayLoseSilo: true);
        await Assertions.Expect(visit.Find(".grid-row", "before").Locator(".badge")).ToHaveTextAsync("finished");

        await cluster.Silos[1].Process.KillAsync();
        await visit.Expect("#connection").ToHaveTextAsync("reconnecting");
        await Assertions.Expect(visit.Find(".grid-row", "before")).ToBeVisibleAsync();
        await cluster.SubmitAsync("meanwhile", cluster.Free.Cells([16], [new SnrDb(0)]));
        await cluster.Silos[1].StartAgainAsync(TestContext.Current.CancellationToken);

        await visit.Expect("#connection").ToHaveTextAsync("live");
        await Assertions.Expect(visit.Find(".grid-row", "meanwhile").Locator(".badge")).ToHaveTextAsync("finished");
    }

    [Fact]
    public async Task Page_AnotherSiloIsKilled_StaysLive()
    {
        await cluster.SubmitAsync("survivor", cluster.Free.Cells([32], [new SnrDb(0)]));
        await using var visit = await Visit.OpenAsync(chromium, cluster.ReadOnlyPage, "/grids/survivor", mayLoseSilo: true);
        await visit.Expect("main h1").ToHaveTextAsync("survivor");

        await cluster.Silos[0].Process.KillAsync();

        await visit.Expect("main .headline .badge").ToHaveTextAsync("finished");
        await visit.Expect("#connection").ToHaveTextAsync("live");
        await cluster.Silos[0].StartAgainAsync(TestContext.Current.CancellationToken);
    }
}
