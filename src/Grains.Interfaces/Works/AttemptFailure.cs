using System.Collections.Immutable;
using JsccGrid.Experiments.Protocol;

namespace JsccGrid.Grains.Interfaces.Works;

/// <summary>Why an attempt failed.</summary>
/// <param name="Reason">One line for people.</param>
/// <param name="Retryable">Whether another try, perhaps elsewhere, could succeed.</param>
/// <param name="LogTail">The last lines the training process wrote.</param>
/// <param name="Cause">What it is due to.</param>
/// <param name="IsOfProgram">Whether an outside program failed once it ran, which says nothing of the worker that ran it.</param>
[GenerateSerializer, Immutable, Alias("jsccgrid.AttemptFailure")]
public sealed record AttemptFailure(
    [property: Id(0)] string Reason,
    [property: Id(1)] bool Retryable,
    [property: Id(2)] ImmutableArray<string> LogTail,
    [property: Id(3)] FailureCause Cause = FailureCause.Program,
    [property: Id(4)] bool IsOfProgram = false);
