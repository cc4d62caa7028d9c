using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;
using JsccGrid.Page.Http;
using JsccGrid.Web.Tests.Support;
using Xunit;

namespace JsccGrid.Web.Tests.Pages;

/// <summary>What the page's API answers, above all to what is wrong.</summary>
public sealed class ApiTests(PageCluster cluster)
{
    private const string NoCell = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData(404, "There is no grid 'known-gird'. Did you mean 'known-grid'?", "api/grids/known-gird")]
    [InlineData(404, "There is nothing at this address", "api/gridz")]
    [InlineData(404, "is not a cell id: 32 lower-case hexadecimal digits", "api/works/cells/XYZ")]
    [InlineData(404, "is neither a cell (cells/…) nor a stage (stages/…)", "api/works/rooms/" + NoCell)]
    [InlineData(404, "There is no cell '" + NoCell + "'", "api/works/cells/" + NoCell)]
    [InlineData(400, "offset is 'end'; it must be the 'next' of an earlier answer", "api/works/cells/" + NoCell + "/log?offset=end")]
    [InlineData(400,
        "scheme is 'jscc-a'. Did you mean 'jscc-ae'? row is '99'; it must be from 0 to 23. column is missing",
        "api/grids/known-grid/cells?scheme=jscc-a&row=99")]
    public async Task Get_OfWhatIsNotThere_SaysWhatIsWrong(int status, string detail, string path)
    {
        await cluster.SubmitAsync("known-grid", cluster.Free.Cells([8], [new SnrDb(0)]));

        var answer = await Http.GetAsync(cluster.Page, path);

        Assert.Equal(status, answer.Status);
        Assert.Contains(detail, answer.Body.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Get_OfAGridSubmittedSinceTheListWasAskedFor_FindsIt()
    {
        Assert.Equal(404, (await Http.GetAsync(cluster.Page, "api/grids/just-now")).Status);
        await cluster.SubmitAsync("just-now", cluster.Free.Cells([8], [new SnrDb(0)]));
        Assert.Equal(200, (await Http.GetAsync(cluster.Page, "api/grids/just-now")).Status);
    }

    [Theory]
    [InlineData("api/grids/acted/pause")]
    [InlineData("api/grids/acted/resume")]
    [InlineData("api/grids/acted/cancel")]
    [InlineData("api/grids/acted/retry")]
    [InlineData("api/workers/worker-1/cordon")]
    [InlineData("api/workers/worker-1/uncordon")]
    [InlineData("api/works/cells/" + NoCell + "/retry")]
    [InlineData("api/actions")]
    public async Task Action_WithoutTheRightToken_IsRefused(string path)
    {
        Assert.Equal(401, (await Http.PostAsync(cluster.Page, path, null)).Status);
        Assert.Equal(401, (await Http.PostAsync(cluster.Page, path, PageCluster.Token[..^1])).Status);
        Assert.Equal(401, (await Http.PostAsync(cluster.Page, $"{path}?token={PageCluster.Token}", null)).Status);
        var off = await Http.PostAsync(cluster.ReadOnlyPage, path, PageCluster.Token);
        Assert.Equal(403, off.Status);
        Assert.Contains("no JsccGrid:Page:ActionToken is configured", off.Body.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Actions_WithTheToken_DoWhatTheySay()
    {
        var cell = cluster.Stuck.Cell(Scheme.JsccAe);
        await cluster.SubmitAsync("acted", [cell]);
        async Task<string?> Post(string path, string property)
        {
            var (status, body) = await Http.PostAsync(cluster.Page, path, PageCluster.Token);
            Assert.True(status == 200, body.ToString());
            return body.TryGetProperty(property, out var value) ? value.GetString() : null;
        }

        Assert.Equal("paused", await Post("api/grids/acted/pause", "status"));
        Assert.Equal("running", await Post("api/grids/acted/resume", "status"));
        Assert.Equal("cancelled", await Post("api/grids/acted/cancel", "status"));
        Assert.Equal("by hand, from the live page", await Post("api/workers/worker-1/cordon", "cordon"));
        Assert.Null(await Post("api/workers/worker-1/uncordon", "cordon"));
        var retry = await Http.PostAsync(cluster.Page, $"api/works/cells/{cell.Id}/retry", PageCluster.Token);
        Assert.Equal(409, retry.Status);
        Assert.Contains("there is nothing to retry", retry.Body.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("js/app.js")]
    [InlineData("api/grids")]
    [InlineData("api/nothing")]
    public async Task Answers_CarryAStrictPolicy(string path)
    {
        using var answer = await Http.SendAsync(cluster.Page, path);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.DoesNotContain("http", policy);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task Answer_ThatIsKnownAlready_IsNotSentAgain()
    {
        using var first = await Http.SendAsync(cluster.Page, "js/app.js");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(cluster.Page, "js/app.js"));
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var client = new HttpClient();

        using var second = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(304, (int)second.StatusCode);
    }
}
