using JsccGrid.Client.Stores;
using Xunit;

namespace JsccGrid.Client.Tests.Stores;

/// <summary>Where a verb looks when it is not told.</summary>
public sealed class GridPlaceTests
{
    private static readonly Dictionary<string, string> Pod = new()
    {
        ["JsccGrid__Cluster__Id"] = "paper",
        ["JsccGrid__Cluster__Redis"] = "redis:6379,password=secret",
        ["JsccGrid__Store__AccountUrl"] = "https://account.blob.core.windows.net",
        ["JsccGrid__Store__Container"] = "",
    };

    [Fact]
    public void Choose_InAPodOfACluster_IsThatCluster()
    {
        var place = GridPlace.Choose(null, null, Pod.GetValueOrDefault);

        Assert.Equal(("paper", Pod["JsccGrid__Cluster__Redis"]), (place.Cluster?.Id, place.Cluster?.Redis));
        Assert.Equal(
            (Pod["JsccGrid__Store__AccountUrl"], "jsccgrid", null),
            (place.Cluster?.Store.AccountUrl, place.Cluster?.Store.Container, place.Cluster?.Store.ConnectionString));
        Assert.DoesNotContain("secret", place.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_AStoreGivenInAPod_IsTheStore() => Assert.Equal("here", GridPlace.Choose(null, "here", Pod.GetValueOrDefault).Folder);
}
