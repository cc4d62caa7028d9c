using JsccGrid.Deployment.Tests.Support;
using k8s.Models;
using Xunit;

namespace JsccGrid.Deployment.Tests.Charts;

/// <summary>A store on a volume that all nodes share.</summary>
public sealed class StoreFolderTests
{
    [Theory]
    [InlineData("rwx-folder", "shared", "jsccgrid/store")]
    [InlineData("openshift", "store", null)]
    [InlineData("air-gapped", "store", null)]
    public async Task Folder_OfEveryPodThatAsksTheStore_IsTheClaimsAndMayBeWritten(string name, string claim, string? folder)
    {
        foreach (var (pod, template) in (await Rendering.OfAsync(name)).Pods)
        {
            var container = template.Spec.Containers[0];
            var told = container.Env.SingleOrDefault(variable => variable.Name == "JsccGrid__Store__Folder");
            Assert.True((container.Name == "redis") == told is null, pod);
            if (told is null) continue;
            Assert.Single(container.Env, variable => variable.Name.StartsWith("JsccGrid__Store", StringComparison.Ordinal));
            var mount = container.VolumeMounts.Single(mount => mount.MountPath == told.Value);
            Assert.Equal((folder, null), (mount.SubPath, mount.ReadOnlyProperty));
            var volume = template.Spec.Volumes.Single(volume => volume.Name == mount.Name).PersistentVolumeClaim;
            Assert.Equal((claim, null), (volume.ClaimName, volume.ReadOnlyProperty));
        }
    }

    [Fact]
    public async Task Folder_NotGiven_IsInNoPod()
    {
        foreach (var (_, container) in (await Rendering.OfAsync("azure")).OwnContainers)
            Assert.DoesNotContain(container.VolumeMounts ?? new List<V1VolumeMount>(), mount => mount.Name == "store");
    }
}
