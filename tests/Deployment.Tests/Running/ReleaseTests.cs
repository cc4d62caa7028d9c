using JsccGrid.Deployment.Tests.Support;
using JsccGrid.LocalCluster.Processes;
using JsccGrid.Tests.Shared.Waiting;
using k8s.Models;
using Xunit;

namespace JsccGrid.Deployment.Tests.Running;

/// <summary>What the chart installs works: its programs, told what it tells them.</summary>
public sealed class ReleaseTests
{
    [Fact]
    public async Task Release_StartedAsRendered_BecomesReadyAnswersItsTestAndStopsInTime()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var objects = await Rendering.OfAsync("minimal");
        using var release = await ReleaseProcesses.StartAsync(objects);
        release.StartRedis();
        var control = await release.StartReadyAsync("r-jsccgrid-control");
        var worker = await release.StartReadyAsync("r-jsccgrid-worker-cpu");

        var (exitCode, output) = await release.RunAsync("r-jsccgrid-test-workers");

        Assert.True(exitCode == 0, output);
        Assert.Contains(ReleaseProcesses.WorkerPod, output, StringComparison.Ordinal);
        await StopAsync(worker, objects.Single<V1Deployment>("r-jsccgrid-worker-cpu"), cancellationToken);
        await StopAsync(control, objects.Single<V1Deployment>("r-jsccgrid-control"), cancellationToken);
    }

    /// <summary>As the kubelet does it: SIGTERM, and a grace period after which it would kill.</summary>
    private static async Task StopAsync(ServerProcess process, V1Deployment deployment, CancellationToken cancellationToken)
    {
        var grace = TimeSpan.FromSeconds(deployment.Spec.Template.Spec.TerminationGracePeriodSeconds!.Value);
        await Until.EndsAsync(process.TerminateAsync(cancellationToken), $"{process.Name} to end in its grace period", grace);

        Assert.Equal(0, process.ExitCode);
    }
}
