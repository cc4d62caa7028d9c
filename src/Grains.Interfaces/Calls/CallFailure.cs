using Orleans.Runtime;

namespace JsccGrid.Grains.Interfaces.Calls;

/// <summary>Tells that nobody answered from what somebody answered.</summary>
public static class CallFailure
{
    /// <summary>Whether a call failed because nobody answered; the same call may succeed later.</summary>
    public static bool IsTransient(Exception exception) => exception is TimeoutException or OrleansException or EnumerationAbortedException;
}
