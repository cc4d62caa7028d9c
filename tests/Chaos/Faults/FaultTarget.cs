namespace JsccGrid.Chaos.Faults;

/// <summary>A part of the cluster. One fault at a time happens to each.</summary>
/// <param name="Name"><c>worker-1</c>, <c>silos</c>, <c>redis</c>, <c>store</c>, <c>grid</c>.</param>
internal readonly record struct FaultTarget(string Name)
{
    /// <summary>All control silos: never are several faults on their way to them, so that one is always left or coming back.</summary>
    public static FaultTarget Silos { get; } = new("silos");

    public static FaultTarget Redis { get; } = new("redis");

    public static FaultTarget Store { get; } = new("store");

    public static FaultTarget Grid { get; } = new("grid");

    /// <summary>The targets of a fault that is planned for one; none of them is hurt otherwise meanwhile.</summary>
    public static IReadOnlyList<FaultTarget> AllOf(FaultKind kind, FaultTarget target) =>
        kind == FaultKind.RedisFileCut ? [target, Redis] : [target];

    /// <param name="index">From 0.</param>
    public static FaultTarget Worker(int index) => new(FormattableString.Invariant($"worker-{index + 1}"));
}
