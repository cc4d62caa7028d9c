using System.Globalization;
using System.Text.Json;
using JsccGrid.Deployment.Tests.Support;
using JsccGrid.Deployment.Tests.Support.CustomResources;
using k8s.Models;
using Xunit;

namespace JsccGrid.Deployment.Tests.Charts;

/// <summary>Workers follow the work there is.</summary>
public sealed class AutoscalingTests
{
    [Theory]
    [InlineData("azure", 2)]
    [InlineData("autoscaling without identity", 2)]
    [InlineData("demo without a GPU", 1)]
    [InlineData("kueue", 1)]
    [InlineData("full", 0)]
    public async Task ScaledObjects_EachPoolThatAutoscales_HasOne(string name, int count)
    {
        var objects = await Rendering.OfAsync(name);
        var scaled = objects.OfType<ScaledObject>().ToList();

        Assert.Equal(count, scaled.Count);
        foreach (var item in scaled)
        {
            var deployment = objects.Single<V1Deployment>(item.Spec.ScaleTargetRef.Name);
            var trigger = Assert.Single(item.Spec.Triggers);
            // Without a number Kubernetes would start one, and may wake a node for it.
            Assert.Equal(item.Spec.MinReplicaCount, deployment.Spec.Replicas);
            Assert.Equal(("prometheus", "AverageValue"), (trigger.Type, trigger.MetricType));
            Assert.Equal(
                deployment.Spec.Template.Spec.Containers.Single()
                    .Env.Single(variable => variable.Name == "JsccGrid__Worker__Slots").Value,
                trigger.Metadata["threshold"]);
            Assert.True(item.Spec.MinReplicaCount < item.Spec.MaxReplicaCount);
            // Without an answer nothing is scaled: an outage must not look like an empty queue.
            Assert.Equal("false", trigger.Metadata["ignoreNullValues"]);
        }
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(0, 0)]
    [InlineData(null, 1)]
    public async Task Replicas_OfAPoolThatAutoscales_AreThoseThatRunOrTheFewest(int? running, int expected)
    {
        const string Name = "r-jsccgrid-worker-cpu";
        var autoscaling = new Rendering(
            "",
            "minimal",
            """pools=[{"name":"cpu","autoscaling":{"minReplicas":1,"maxReplicas":9}}]""",
            "autoscaling.prometheus.url=\"http://prometheus:9090\"");
        using var api = new FakeKubernetesApi();
        if (running is { } replicas) api.AddDeployment(Rendering.Namespace, Rendering.Release, Name, replicas);

        var answer = await Tool.Helm.RunAsync(
        [
            "template", Rendering.Release, .. autoscaling.Arguments(),
            "--namespace", Rendering.Namespace, "--show-only", "templates/workers/deployment.yaml",
            "--dry-run=server", "--kube-apiserver", api.Address, "--disable-openapi-validation",
        ]);

        Assert.Equal(expected, KubernetesObjects.Read(answer.Succeeded()).Single<V1Deployment>(Name).Spec.Replicas);
    }

    [Fact]
    public async Task ScaledObject_NothingSaid_GoesDownToZero() =>
        Assert.All((await Rendering.OfAsync("azure")).OfType<ScaledObject>(), item => Assert.Equal(0, item.Spec.MinReplicaCount));

    [Fact]
    public async Task Query_OfEveryScaledObject_UsesMetricsThereAre()
    {
        foreach (var query in (await Rendering.OfAsync("azure")).OfType<ScaledObject>()
            .Select(item => item.Spec.Triggers.Single().Metadata["query"]))
        {
            Assert.Contains("jsccgrid_queue_depth", MetricNames.Names(query));
            Assert.Subset(MetricNames.Documented.ToHashSet(), MetricNames.Names(query).ToHashSet());
            Assert.Contains($"namespace=\"{Rendering.Namespace}\"", query, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Query_OfAPoolAfterOthers_LeavesTheirSlotsToThem()
    {
        var query = (await Rendering.OfAsync("azure")).Single<ScaledObject>("r-jsccgrid-worker-a100")
            .Spec.Triggers.Single().Metadata["query"];

        Assert.EndsWith("- 16, 0)", query, StringComparison.Ordinal);
    }

    [Theory]
    // waiting, busy, cordoned slots; answer: slots wanted
    [InlineData("t4-spot", 10, 6, 0, 16)]
    [InlineData("t4-spot", 0, 3, 0, 3)]
    [InlineData("t4-spot", 3, 0, 2, 5)]
    [InlineData("t4-spot", 0, 0, 2, 0)]
    [InlineData("t4-spot", 4, null, null, 4)]
    [InlineData("t4-spot", null, 3, 0, null)]
    [InlineData("a100", 14, 6, 0, 4)]
    [InlineData("a100", 5, 6, 0, 0)]
    public async Task Query_OfAPool_AsksForTheSlotsThatAreWanted(string pool, int? waiting, int? busy, int? cordoned, int? wanted)
    {
        var query = (await Rendering.OfAsync("azure")).Single<ScaledObject>($"r-jsccgrid-worker-{pool}")
            .Spec.Triggers.Single().Metadata["query"];
        string[] Series(string metric, string label, int? value) =>
            value is null
                ? []
                : [.. new[] { "a", "b" }
                    .Select(silo => $$"""{{metric}}{namespace="{{Rendering.Namespace}}",{{label}},pod="{{silo}}"}""")];
        var input = new[]
        {
            ("jsccgrid_queue_depth", "reason=\"slot\"", waiting),
            ("jsccgrid_slots", "state=\"busy\"", busy),
            ("jsccgrid_slots", "state=\"cordoned\"", cordoned)
        }
            .SelectMany(item => Series(item.Item1, item.Item2, item.Item3).Select(series => new { series, values = $"{item.Item3}x2" }));
        var test = new
        {
            evaluation_interval = "1m",
            tests = new[]
            {
                new
                {
                    interval = "1m",
                    input_series = input,
                    promql_expr_test = new[]
                    {
                        new
                        {
                            expr = query,
                            eval_time = "1m",
                            exp_samples = wanted is { } value ? new[] { new { labels = "{}", value } } : []
                        }
                    },
                },
            },
        };
        using var folder = new TemporaryCopy();
        await File.WriteAllTextAsync(
            folder.PathOf("query.test.yaml"), JsonSerializer.Serialize(test), TestContext.Current.CancellationToken);

        (await Tool.Promtool.RunAsync("test", "rules", folder.PathOf("query.test.yaml"))).Succeeded();
    }

    [Theory]
    [InlineData("azure", 1)]
    [InlineData("autoscaling without identity", 0)]
    public async Task Authentication_ToPrometheus_IsThereWhenAnIdentityIs(string name, int count)
    {
        var objects = await Rendering.OfAsync(name);
        var names = objects.OfType<TriggerAuthentication>().Select(item => item.Metadata.Name).ToList();

        Assert.Equal(count, names.Count);
        Assert.All(
            objects.OfType<ScaledObject>(),
            item => Assert.Equal(names.SingleOrDefault(), item.Spec.Triggers.Single().AuthenticationRef?.Name));
    }

    [Fact]
    public async Task Replicas_WithoutAutoscaling_AreAsGiven()
    {
        var objects = await Rendering.OfAsync("full");

        Assert.Equal(4, objects.Single<V1Deployment>("grid-worker-mig").Spec.Replicas);
        Assert.Equal(0, objects.Single<V1Deployment>("grid-worker-cpu").Spec.Replicas);
        Assert.Equal("3", objects.Single<V1Deployment>("grid-control").Spec.Replicas?.ToString(CultureInfo.InvariantCulture));
    }
}
