using JsccGrid.Client.Runs;

namespace JsccGrid.Client.Progress;

/// <summary>Shows a run while it goes on.</summary>
internal interface IRunRenderer
{
    /// <summary>Shows frames until there are no more.</summary>
    /// <returns>The last frame; null when there was none.</returns>
    Task<RunFrame?> ShowAsync(IAsyncEnumerable<RunFrame> frames);
}
