using JsccGrid.Deployment.Tests.Support;
using Xunit;

namespace JsccGrid.Deployment.Tests.Docker;

/// <summary>The images, as far as they can be read without building them.</summary>
public sealed class DockerfileTests
{
    private static readonly Dockerfile File = Dockerfile.Parse(Repository.Read("infra", "docker", "Dockerfile"));

    private static readonly string[] Images = ["jsccgrid", "jsccgrid-cuda"];

    [Fact]
    public async Task Ports_OfEveryContainer_AreThoseItsImageExposes()
    {
        foreach (var rendering in Rendering.Matrix)
        {
            foreach (var (_, container) in (await Rendering.OfAsync(rendering.Name))
                .Containers.Where(item => item.Container.Ports is not null && item.Container.Name != "redis"))
            {
                var image = container.Image.Split('/')[^1].Split(':')[0];
                Assert.Subset(File.Stage(image).Ports.ToHashSet(), container.Ports.Select(port => port.ContainerPort).ToHashSet());
            }
        }
    }

    [Fact]
    public async Task User_OfEveryPod_IsItsImages()
    {
        var users = Images.Select(image => File.Stage(image).All("USER").Last()).ToHashSet();

        var user = Assert.Single(users);
        foreach (var (name, template) in (await Rendering.OfAsync("azure"))
            .Pods.Where(pod => !pod.Name.EndsWith("-redis", StringComparison.Ordinal)))
            Assert.True(user == $"{template.Spec.SecurityContext.RunAsUser}:{template.Spec.SecurityContext.RunAsGroup}", name);
    }

    [Fact]
    public void Images_AreNamedAsTheChartNamesThem()
    {
        var values = Repository.Read("charts", "jsccgrid", "values.yaml");

        Assert.All(Images, image => Assert.Contains($"repository: {image}\n", values, StringComparison.Ordinal));
        Assert.Equal(Images, File.Stages.Where(stage => stage.All("ENTRYPOINT").Any()).Select(stage => stage.Name));
    }

    [Fact]
    public void Silo_Image_HasNoShell()
    {
        Assert.EndsWith("-chiseled", File.Stage("jsccgrid").From, StringComparison.Ordinal);
        Assert.Empty(File.Stage("jsccgrid").All("RUN"));
    }

    [Fact]
    public void Programs_OfBothImages_ArePublishedForTheirPlatformAlone() => Assert.All(
        File.Stages.SelectMany(stage => stage.All("RUN")).Where(text => text.Contains("dotnet publish", StringComparison.Ordinal)),
        text => Assert.Contains(" -r linux-x64 --no-self-contained ", text, StringComparison.Ordinal));

    [Fact]
    public void Cuda_Image_HasTheCudaBuildOfTorch()
    {
        Assert.Contains("-p:TorchBackend=cuda", File.Stage("publish-cuda").All("RUN").Single(), StringComparison.Ordinal);
        Assert.StartsWith("nvidia/cuda:", File.Stage("jsccgrid-cuda").From, StringComparison.Ordinal);
        Assert.Contains(
            File.Stage("jsccgrid-cuda").All("ENV"),
            text => text.Contains("NVIDIA_DRIVER_CAPABILITIES=compute,utility", StringComparison.Ordinal));
    }

    [Fact]
    public void Stages_EachCopyAndBase_IsAStageBeforeOrAnImageWithATag()
    {
        var known = new HashSet<string>();
        foreach (var stage in File.Stages)
        {
            var copied = stage.All("COPY").SelectMany(text => text.Split(' '))
                .Where(word => word.StartsWith("--from=", StringComparison.Ordinal)).Select(word => word["--from=".Length..]);
            Assert.All(copied, name => Assert.Contains(name, known));
            Assert.True(known.Contains(stage.From) || stage.From.Split(':') is [_, not ("" or "latest")], $"{stage.Name}: {stage.From}");
            known.Add(stage.Name);
        }
    }

    [Fact]
    public void Context_WhatIsPublished_IsNotIgnored()
    {
        var kept = Repository.Read("infra", "docker", "Dockerfile.dockerignore").Split('\n').Where(line => line.StartsWith('!'))
            .Select(line => line[1..]);

        Assert.All(kept, path => Assert.True(Path.Exists(Repository.PathOf(path)), path));
        var atRoot = Directory.EnumerateFiles(Repository.Root, "Directory.*.*").Select(Path.GetFileName);
        Assert.Subset(kept.ToHashSet(), atRoot.ToHashSet()!);
    }
}
