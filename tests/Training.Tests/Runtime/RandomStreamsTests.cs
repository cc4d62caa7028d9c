using JsccGrid.Training.Runtime;
using Xunit;
using static TorchSharp.torch;

namespace JsccGrid.Training.Tests.Runtime;

public sealed class RandomStreamsTests
{
    /// <summary>The first 8 bytes of SHA-256 of "7/channel", little-endian, computed elsewhere: a change here changes every
    /// result.</summary>
    [Fact]
    public void Seed_OfAPurpose_NeverChanges() => Assert.Equal(2859986611082972408UL, RandomStreams.Seed(7, "channel"));

    [Fact]
    public void Streams_OfOneSeed_DifferByPurposeAndNotByUse()
    {
        using var first = new RandomStreams(7);
        using var second = new RandomStreams(7);
        Draw(second["order"]); // another purpose's draws leave this one alone

        var channel = Draw(first["channel"]);

        Assert.Equal(channel, Draw(second["channel"]));
        Assert.NotEqual(channel, Draw(first["order"]));
        Assert.NotEqual(channel, Draw(first["channel"]));
    }

    [Fact]
    public void Restore_ExportedStates_GoesOnWhereTheyStood()
    {
        using var scope = NewDisposeScope();
        using var streams = new RandomStreams(7);
        using var restored = new RandomStreams(7);
        Draw(streams["channel"]);

        restored.Restore(streams.Export());

        Assert.Equal(Draw(streams["channel"]), Draw(restored["channel"]));
    }

    private static float[] Draw(Generator generator)
    {
        using var values = empty(4).normal_(0, 1, generator);
        return values.data<float>().ToArray();
    }
}
