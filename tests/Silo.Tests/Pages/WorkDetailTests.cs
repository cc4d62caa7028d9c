using JsccGrid.Page.Works;
using JsccGrid.Tests.Shared;
using Xunit;

namespace JsccGrid.Silo.Tests.Pages;

public sealed class WorkDetailTests
{
    [Theory]
    [InlineData(10, 0.01, 10, 0.01)]
    [InlineData(0, 0.0, null, null)]
    public void Result_ThatSaysNothingOfQueriesAndChance_IsShownWithoutThem(int queries, double chance, int? shown, double? shownChance)
    {
        var view = WorkDetail.ResultView.Of(SampleResults.Of(Samples.Cell()) with { Queries = queries, ChanceTop1 = chance });

        Assert.Equal((shown, shownChance), (view.Queries, view.ChanceTop1));
    }
}
