using JsccGrid.Deployment.Tests.Support;
using k8s;
using k8s.Models;
using Xunit;

namespace JsccGrid.Deployment.Tests.Charts;

/// <summary>Jobs cannot be changed: one that would be another has another name.</summary>
public sealed class SubmissionTests
{
    private static readonly string[] Changes =
    [
        """images.pullSecrets=["registry"]""",
        """images.tag="0.2.0" """,
        """redis={"bundled":false,"external":{"connectionStringSecret":{"name":"redis"}}}""",
        """redis.auth={"existingSecret":"given","key":"password"}""",
        """store={"accountUrl":"","folder":{"claim":"shared"}}""",
        """pod.env=[{"name":"HTTPS_PROXY","value":"http://proxy:3128"}]""",
        """pod.labels={"kueue.x-k8s.io/queue-name":"grids"}""",
        """pod.securityContext.runAsUser=20001""",
        """cluster.id="other" """,
        """dataSets=[{"name":"cuhk03","claim":"other"}]""",
        """control.replicas=3""",
        """workers.graceSeconds=30""",
    ];

    [Fact]
    public async Task Jobs_OfOneName_AreTheSameInEveryRelease()
    {
        var jobs = new List<V1Job>();
        foreach (var rendering in Rendering.Matrix) jobs.AddRange((await Rendering.OfAsync(rendering.Name)).OfType<V1Job>());
        foreach (var change in Changes) jobs.AddRange((await new Rendering(change, "azure", change).RenderAsync()).OfType<V1Job>());

        Assert.All(
            jobs.GroupBy(job => job.Metadata.Name),
            same => Assert.Single(same.Select(job => KubernetesJson.Serialize(job.Spec)).Distinct()));
        Assert.All(
            jobs.GroupBy(job => KubernetesJson.Serialize(job.Spec)),
            same => Assert.Single(same.Select(job => job.Metadata.Name).Distinct()));
    }

    [Theory]
    [InlineData("control.replicas=3")]
    [InlineData("pools=[]")]
    public async Task Job_WhereAnythingElseChanged_IsTheSame(string change)
    {
        var before = (await Rendering.OfAsync("azure")).OfType<V1Job>().Select(job => job.Metadata.Name);
        var after = (await new Rendering(change, "azure", change).RenderAsync()).OfType<V1Job>().Select(job => job.Metadata.Name);

        Assert.Equal(before.Order(), after.Order());
    }
}
