using JsccGrid.Experiments.Protocol;

namespace JsccGrid.Grains.Works;

/// <summary>An attempt that counts as failed.</summary>
[GenerateSerializer, Immutable, Alias("jsccgrid.FailedAttempt")]
internal readonly record struct FailedAttempt(
    [property: Id(0)] int Attempt, [property: Id(1)] string Worker, [property: Id(2)] FailureCause Cause);
