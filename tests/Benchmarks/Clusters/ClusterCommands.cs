using System.CommandLine;

namespace JsccGrid.Benchmarks.Clusters;

/// <summary>The verbs that measure clusters of real processes.</summary>
internal static class ClusterCommands
{
    private const int OverheadCells = 1000;
    private const int TakeoverTimes = 10;

    public static Command Overhead()
    {
        var directory = new Option<bool>("--directory") { Description = "Keep the store in a folder instead of Azurite." };
        var command = new Command("overhead", "1,000 cells of one second each on 16 slots: what the total adds to the ideal.")
        {
            directory
        };
        command.SetAction((parsed, _) =>
            new Overhead(TimeProvider.System).ReportAsync(OverheadCells, parsed.GetValue(directory), Console.Out));
        return command;
    }

    public static Command Takeover()
    {
        var command = new Command("takeover", "How long after a kill -9 of a worker or a control silo its work goes on.");
        command.SetAction((_, _) => new Takeover(TimeProvider.System).ReportAsync(TakeoverTimes, Console.Out));
        return command;
    }
}
