using JsccGrid.Chaos.Faults;
using Xunit;

namespace JsccGrid.Chaos.Tests.Faults;

public sealed class FaultPlanTests
{
    private static readonly FaultPlanOptions Options = new()
    {
        Seed = 1, Length = TimeSpan.FromMinutes(20), NetworkWorker = 2, DiskWorker = 1,
    };

    [Fact]
    public void Create_WithTheSameSeed_GivesTheSameFaults() =>
        Assert.Equal(FaultPlan.Create(Options), FaultPlan.Create(Options));

    [Fact]
    public void Create_WithAnotherSeed_GivesOtherFaults() =>
        Assert.NotEqual(FaultPlan.Create(Options), FaultPlan.Create(Options with { Seed = 2 }));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Create_ForTwentyMinutes_GivesAHundredFaultsOfAllKinds(int seed)
    {
        var plan = FaultPlan.Create(Options with { Seed = seed });

        Assert.InRange(plan.Count, 110, 250);
        Assert.Equal(Enum.GetValues<FaultKind>(), plan.Select(fault => fault.Kind).Distinct().Order());
        Assert.All(plan, fault => Assert.InRange(fault.At, Options.Lead, Options.Length));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Create_NeverHurtsATargetTwiceAtATimeNorTooManyTargets(int seed)
    {
        var plan = FaultPlan.Create(Options with { Seed = seed });

        foreach (var fault in plan)
        {
            var others = plan.Where(other => other.Number < fault.Number && other.End > fault.At).ToList();
            Assert.DoesNotContain(others, other => other.Target == fault.Target);
            Assert.InRange(others.Count, 0, Options.AtOnce - 1);
        }
    }

    [Fact]
    public void Create_OnAMachineThatAllowsNeitherNetworksNorDisks_LeavesTheseOut()
    {
        var kinds = FaultPlan.Create(Options with { NetworkWorker = null, DiskWorker = null }).Select(fault => fault.Kind).ToHashSet();

        Assert.DoesNotContain(FaultKind.WorkerCutOff, kinds);
        Assert.DoesNotContain(FaultKind.DiskFull, kinds);
        Assert.Contains(FaultKind.WorkerKilled, kinds);
    }

    [Fact]
    public void Create_OfOneKind_HasNoOther() => Assert.All(
        FaultPlan.Create(Options with { Kinds = new HashSet<FaultKind> { FaultKind.StoreStopped }, LongestFault = TimeSpan.FromSeconds(5) }),
        fault =>
        {
            Assert.Equal((FaultKind.StoreStopped, FaultTarget.Store), (fault.Kind, fault.Target));
            Assert.InRange(fault.Duration, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5));
        });
}
