using JsccGrid.Web.Tests.Support;
using Xunit;

namespace JsccGrid.Web.Tests.Pages;

/// <summary>Under which names a silo answers.</summary>
public sealed class HostGuardTests(PageCluster cluster)
{
    [Theory]
    [InlineData("")]
    [InlineData("api/grids")]
    [InlineData("dashboard/")]
    [InlineData("metrics")]
    public async Task Get_UnderAnUnknownName_IsRefused(string path)
    {
        foreach (var host in new[]
        {
            "evil.example", "evil.example:8080", "localhost.evil.example",
            "evilgrids.example.org", "lab.example.org", "127.0.0.1.evil.example"
        })
        {
            var (status, text) = await Http.GetAsHostAsync(cluster.Page, path, host);
            Assert.Equal(421, status);
            Assert.Contains(
                "is not a name of this silo. Ask it by its IP address or as localhost, "
                    + "or give the name in JsccGrid:Page:Hosts.",
                text);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("api/grids")]
    [InlineData("dashboard/")]
    [InlineData("metrics")]
    public async Task Get_UnderItsOwnNamesOrAnAddress_IsAnswered(string path)
    {
        foreach (var host in new[]
        {
            "localhost", "localhost:8080", "grid.localhost",
            "127.0.0.1", "10.1.2.3:8080", "[::1]:8080",
            "GRIDS.example.org", "grids.example.org.", "a.lab.example.org"
        })
            Assert.Equal(200, (await Http.GetAsHostAsync(cluster.Page, path, host)).Status);
    }

    [Fact]
    public async Task Get_OfHealthUnderAnyName_IsAnswered() =>
        Assert.Equal((200, "Healthy"), await Http.GetAsHostAsync(cluster.Page, "health/live", "anything.example"));

    [Fact]
    public async Task Get_UnderANameOfAnotherSilo_IsRefused() =>
        Assert.Equal(421, (await Http.GetAsHostAsync(cluster.ReadOnlyPage, "api/grids", "grids.example.org")).Status);
}
