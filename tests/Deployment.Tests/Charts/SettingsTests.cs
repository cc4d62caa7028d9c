using JsccGrid.Deployment.Tests.Support;
using Xunit;

namespace JsccGrid.Deployment.Tests.Charts;

/// <summary>What pods are told, against what the silo program reads.</summary>
public sealed class SettingsTests
{
    public static TheoryData<string> Names => Rendering.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Environment_OfEveryContainer_IsUnderstoodAndSetOnce(string name)
    {
        foreach (var (pod, container) in (await Rendering.OfAsync(name)).Containers)
        {
            var variables = (container.Env ?? []).Select(variable => variable.Name).ToList();
            Assert.Distinct(variables);
            Assert.All(variables.Where(variable => variable.StartsWith("JsccGrid", StringComparison.Ordinal)),
                variable => Assert.True(SiloSettings.Knows(variable), $"{pod}: the silo has no setting {variable}"));
        }
    }

    [Theory]
    [InlineData("JsccGrid__Worker__Slots", true)]
    [InlineData("JsccGrid__Store__AccountUrl", true)]
    [InlineData("JsccGrid__Worker__DataSets__abc", true)]
    [InlineData("JsccGrid__Orchestration__LeaseDuration", true)]
    [InlineData("JsccGrid__Worker__Slot", false)]
    [InlineData("JsccGrid__Worker", false)]
    [InlineData("JsccGrid__Worker__DataSets", false)]
    [InlineData("Other__Worker__Slots", false)]
    public void Settings_OfTheSilo_AreKnown(string variable, bool known) => Assert.Equal(known, SiloSettings.Knows(variable));

    [Theory]
    [InlineData("minimal", "r-jsccgrid")]
    [InlineData("full", "paper")]
    public async Task Cluster_EveryPodOfARelease_HasTheSameId(string name, string id)
    {
        var ids = (await Rendering.OfAsync(name)).Containers.Where(item => item.Container.Name != "redis")
            .Select(item => item.Container.Env.Single(variable => variable.Name == "JsccGrid__Cluster__Id").Value);

        Assert.All(ids, found => Assert.Equal(id, found));
    }

    [Fact]
    public async Task ActionToken_OfTheLivePage_IsTheSecretsAndControlSilosAlone()
    {
        foreach (var (_, container) in (await Rendering.OfAsync("full")).Containers)
        {
            var token = container.Env?.SingleOrDefault(variable => variable.Name == "JsccGrid__Page__ActionToken");
            Assert.Equal(container.Name == "silo", token is not null);
            if (token is not null)
                Assert.Equal(("page", "action-token"), (token.ValueFrom.SecretKeyRef.Name, token.ValueFrom.SecretKeyRef.Key));
        }
        Assert.DoesNotContain(
            (await Rendering.OfAsync("minimal")).Containers.SelectMany(item => item.Container.Env ?? []),
            variable => variable.Name.Contains("ActionToken", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RedisPassword_IsKnownBeforeItIsUsed()
    {
        var names = (await Rendering.OfAsync("minimal")).Containers.First(item => item.Container.Name == "silo")
            .Container.Env.Select(variable => variable.Name).ToList();

        Assert.InRange(names.IndexOf("REDIS_PASSWORD"), 0, names.IndexOf("JsccGrid__Cluster__Redis"));
    }
}
