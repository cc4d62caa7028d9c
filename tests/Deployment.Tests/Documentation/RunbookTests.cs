using JsccGrid.Deployment.Tests.Support;
using JsccGrid.Deployment.Tests.Support.CustomResources;
using Xunit;

namespace JsccGrid.Deployment.Tests.Documentation;

/// <summary>What is written for the one who is woken up.</summary>
public sealed class RunbookTests
{
    public static TheoryData<string> Pages =>
        [.. Directory.GetFiles(Repository.PathOf("docs", "runbooks")).Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_Each_BelongsToAnAlertAndSaysWhatToDo(string page)
    {
        var alerts = (await Rendering.OfAsync("full")).OfType<PrometheusRule>().Single().Spec.Groups.SelectMany(group => group.Rules);
        var alert = Assert.Single(alerts, alert => alert.Annotations["runbook_url"].EndsWith($"/{page}", StringComparison.Ordinal));

        var text = Repository.Read("docs", "runbooks", page);
        Assert.StartsWith($"# {alert.Alert}\n", text, StringComparison.Ordinal);
        Assert.All(new[] { "\n## Look\n", "\n## Do\n" }, heading => Assert.Contains(heading, text, StringComparison.Ordinal));
        Assert.Contains($"[{alert.Alert}](runbooks/{page})", Repository.Read("docs", "operations.md"), StringComparison.Ordinal);
    }
}
