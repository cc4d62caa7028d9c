namespace JsccGrid.Grains.Lifetimes;

/// <summary>Tells when silos leave, for grains that look after what lived there.</summary>
internal static class SiloDepartures
{
    /// <summary>Calls back whenever a silo that was active is so no more, be it that it stops, is gone, or was declared dead.</summary>
    /// <param name="membership">The membership of the cluster.</param>
    /// <param name="onLeft">With the silo that left.</param>
    /// <param name="cancellationToken">Ends the watch, without an exception.</param>
    public static async Task FollowAsync(
        IClusterMembershipService membership, Func<SiloAddress, Task> onLeft, CancellationToken cancellationToken)
    {
        var statuses = new Dictionary<SiloAddress, SiloStatus>();
        try
        {
            await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(cancellationToken))
            {
                foreach (var member in snapshot.Members.Values)
                {
                    var before = statuses.GetValueOrDefault(member.SiloAddress);
                    statuses[member.SiloAddress] = member.Status;
                    // Twice for a silo that stops in good order: its grains can move at once, and none is left when it is dead.
                    if (before != SiloStatus.None && member.Status > SiloStatus.Active && member.Status != before)
                        await onLeft(member.SiloAddress);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }
}
