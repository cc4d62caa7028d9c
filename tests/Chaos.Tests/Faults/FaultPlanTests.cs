using JsccGrid.Chaos.Cluster;
using JsccGrid.Chaos.Faults;
using Xunit;

namespace JsccGrid.Chaos.Tests.Faults;

public sealed class FaultPlanTests
{
    private static readonly FaultPlanOptions Options = new()
    {
        Seed = 1, Length = TimeSpan.FromMinutes(20), NetworkWorker = 2, DiskWorker = 1, ClockWorker = 0,
    };
    private static readonly FaultPlanOptions FolderOptions = Options with { Store = StoreKind.Folder, CanBeReadOnly = true };
    private static readonly FaultKind[] OfAzurite = [FaultKind.StoreStopped, FaultKind.StoreFrozen];
    private static readonly FaultKind[] OfAFolder = [FaultKind.StoreMoved, FaultKind.StoreReadOnly];

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
    public void Create_ForTwentyMinutes_GivesAHundredFaultsOfAllKindsThatAzuriteHas(int seed)
    {
        var plan = FaultPlan.Create(Options with { Seed = seed });

        Assert.InRange(plan.Count, 110, 250);
        Assert.Equal(Enum.GetValues<FaultKind>().Except(OfAFolder), plan.Select(fault => fault.Kind).Distinct().Order());
        Assert.All(plan, fault => Assert.InRange(fault.At, Options.Lead, Options.Length));
    }

    [Fact]
    public void Create_OnAFolder_GivesAllKindsThatAFolderHas() => Assert.Equal(
        Enum.GetValues<FaultKind>().Except(OfAzurite), FaultPlan.Create(FolderOptions).Select(fault => fault.Kind).Distinct().Order());

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
            Assert.DoesNotContain(others, other => other.Targets.Intersect(fault.Targets).Any());
            Assert.InRange(others.Count, 0, Options.AtOnce - 1);
        }
    }

    [Fact]
    public void Create_OnAMachineThatAllowsLess_LeavesOutWhatItDoesNotAllow()
    {
        var poor = FolderOptions with { NetworkWorker = null, DiskWorker = null, ClockWorker = null, CanBeReadOnly = false };

        var kinds = FaultPlan.Create(poor).Select(fault => fault.Kind).ToHashSet();

        Assert.DoesNotContain(FaultKind.WorkerCutOff, kinds);
        Assert.DoesNotContain(FaultKind.DiskFull, kinds);
        Assert.DoesNotContain(FaultKind.ClockJumped, kinds);
        Assert.DoesNotContain(FaultKind.StoreReadOnly, kinds);
        Assert.Contains(FaultKind.WorkerKilled, kinds);
    }

    [Fact]
    public void Create_OfOneKind_HasNoOther() => Assert.All(
        FaultPlan.Create(Options with
        {
            Kinds = new HashSet<FaultKind> { FaultKind.StoreStopped },
            LongestFault = TimeSpan.FromSeconds(5)
        }),
        fault =>
        {
            Assert.Equal((FaultKind.StoreStopped, FaultTarget.Store), (fault.Kind, fault.Target));
            Assert.InRange(fault.Duration, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5));
        });
}
