using JsccGrid.Experiments.Protocol;

namespace JsccGrid.Worker;

/// <summary>
/// This worker cannot do the work now, through no fault of the cell: its disk is full, it lacks a data set, or its training
/// program does not start.
/// </summary>
/// <param name="message">What is wrong, for people.</param>
/// <param name="cause">What it is due to.</param>
/// <param name="isPermanent">Whether only a person can change it.</param>
internal sealed class WorkerFaultException(string message, FailureCause cause, bool isPermanent = false) : Exception(message)
{
    public FailureCause Cause => cause;

    public bool IsPermanent => isPermanent;
}
