using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Progress;
using JsccGrid.Client.Stores;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Presentation;

namespace JsccGrid.Client.Runs;

/// <summary>Shows a grid that is trained elsewhere until it is finished. Leaving it changes nothing.</summary>
internal static class WatchedGrid
{
    /// <returns>The last frame; null when the user left.</returns>
    /// <exception cref="UserException">What worked on the grid has ended, or knows nothing of it any more.</exception>
    public static async Task<RunFrame?> ShowAsync(
        string name, RemainingTime? remainingTime, GridSession session, LiveGrains live,
        Terminal terminal, bool json, CancellationToken cancellationToken)
    {
        try
        {
            var watch = new GridWatch(live.Grains, name, remainingTime, TimeProvider.System) { MayComeBack = () => session.MayComeBack };
            return await RunRenderers.For(terminal, json).ShowAsync(watch.FramesAsync(cancellationToken));
        }
        catch (Exception exception) when (CallFailure.IsTransient(exception))
        {
            throw new UserException(
                $"What worked on {name} has ended. 'jsccgrid status {name}' shows what is done.", ExitCode.BadEnvironment);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            if (!json) terminal.Line($"{name} goes on; 'jsccgrid watch {name}' shows it again.");
            return null;
        }
    }
}
