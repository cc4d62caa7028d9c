using TorchSharp;
using Xunit;

namespace JsccGrid.Training.Tests.Tensors;

/// <summary>Counts the tensors of this thread that were created and not yet disposed.</summary>
internal static class LiveTensors
{
    /// <summary>Runs an action a few times and finds no more live tensors after the last run than after the first.</summary>
    public static void AssertSteady(Action action)
    {
        action();
        var before = Count;
        for (var run = 0; run < 3; run++) action();
        Assert.Equal(before, Count);
    }

    private static long Count => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
}
