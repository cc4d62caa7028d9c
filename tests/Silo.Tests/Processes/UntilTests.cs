using JsccGrid.Tests.Shared.Waiting;
using Xunit;

namespace JsccGrid.Silo.Tests.Processes;

/// <summary>What a wait in vain says.</summary>
public sealed class UntilTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Seen_InVain_SaysForWhatHowLongAndWhatWasSeenLast()
    {
        var looks = 0;
        var exception = await Assert.ThrowsAsync<TimeoutException>(
            () => Until.SeenAsync(() => ++looks, _ => false, "the impossible", Short));
        Assert.Matches($@"^Waited for the impossible, in vain for [\d.]+ s.*\. Last seen: {looks}$", exception.Message);
    }

    [Fact]
    public async Task Succeeds_InVain_HasTheLastFailure()
    {
        var exception = await Assert.ThrowsAsync<TimeoutException>(
            () => Until.SucceedsAsync(() => throw new InvalidOperationException("out of order"), "an answer", Short));
        Assert.EndsWith("Last seen: InvalidOperationException: out of order", exception.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(exception.InnerException);
    }

    [Fact]
    public async Task True_OfAConditionThatNeverAnswers_EndsToo()
    {
        var never = new TaskCompletionSource<bool>();
        var exception = await Assert.ThrowsAsync<TimeoutException>(() => Until.TrueAsync(() => never.Task, "an answer", Short));
        Assert.EndsWith("Last seen: nothing: the first look has not ended", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_OfATaskThatFails_HasItsFailure() =>
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Until.EndsAsync(Task.FromException(new InvalidOperationException()), "the end"));
}
