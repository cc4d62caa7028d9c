using JsccGrid.Grains.Interfaces.Works;

namespace JsccGrid.Silo.Tests.Support;

internal static class WorkViewExtensions
{
    /// <summary>
    /// The attempts that came to an end by training. A lease that is given to a slot which has just stopped waiting, or which hears
    /// nothing any more, is handed back or lost; it has a number and trains nothing, and how many there are is a matter of chance.
    /// </summary>
    public static int Trained(this WorkView view) => view.Attempt - view.Preemptions - view.LostLeases;
}
