using JsccGrid.Deployment.Tests.Support;
using JsccGrid.Deployment.Tests.Support.CustomResources;
using k8s.Models;
using Xunit;

namespace JsccGrid.Deployment.Tests.Charts;

/// <summary>How browsers come to the live page.</summary>
public sealed class PageRouteTests
{
    [Fact]
    public async Task Ingress_OfThePage_LeadsItsHostsToTheService()
    {
        var objects = await Rendering.OfAsync("ingress");

        var ingress = Assert.Single(objects.OfType<V1Ingress>());
        Assert.Equal(["grids.example.org", "*.lab.example.org"], ingress.Spec.Rules.Select(rule => rule.Host));
        Assert.Equal(("nginx", "grids-tls"), (ingress.Spec.IngressClassName, ingress.Spec.Tls.Single().SecretName));
        Assert.Equal(ingress.Spec.Rules.Select(rule => rule.Host), ingress.Spec.Tls.Single().Hosts);
        foreach (var rule in ingress.Spec.Rules)
        {
            var backend = rule.Http.Paths.Single().Backend.Service;
            Assert.Contains(objects.Single<V1Service>(backend.Name).Spec.Ports, port => port.Name == backend.Port.Name);
        }
        AssertAnswered(objects, ingress.Spec.Rules.Select(rule => rule.Host));
    }

    [Fact]
    public async Task HttpRoute_OfThePage_LeadsItsHostsToTheService()
    {
        var objects = await Rendering.OfAsync("httproute");

        var route = Assert.Single(objects.OfType<HttpRoute>());
        Assert.Equal(new ParentReference("gateway", "gateways", "https", null), Assert.Single(route.Spec.ParentRefs));
        var backend = route.Spec.Rules.Single().BackendRefs.Single();
        Assert.Contains(objects.Single<V1Service>(backend.Name).Spec.Ports, port => port.Port == backend.Port);
        AssertAnswered(objects, route.Spec.Hostnames);
    }

    [Fact]
    public async Task Routes_NotAskedFor_AreNotThere() =>
        Assert.DoesNotContain(await Rendering.OfAsync("full"), item => item is V1Ingress or HttpRoute);

    private static void AssertAnswered(KubernetesObjects objects, IEnumerable<string> hosts)
    {
        var silo = objects.Single<V1Deployment>("r-jsccgrid-control").Spec.Template.Spec.Containers[0];
        var answered = silo.Env.Single(variable => variable.Name == "JsccGrid__Page__Hosts").Value.Split(',');
        Assert.Subset(answered.ToHashSet(), hosts.ToHashSet());
    }
}
