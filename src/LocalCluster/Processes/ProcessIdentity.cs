using System.Globalization;

namespace JsccGrid.LocalCluster.Processes;

/// <summary>A process, told apart from a later one that was given the same id.</summary>
/// <param name="Id">Process id.</param>
/// <param name="StartTicks">Field 22 of <c>/proc/ID/stat</c> (proc(5)): clock ticks from the machine's boot to the process's start.</param>
public sealed record ProcessIdentity(int Id, long StartTicks)
{
    /// <summary>Whether the process still runs. One that ended and waits for its parent to notice does not.</summary>
    public bool IsAlive => Read(Id) is { State: not ('Z' or 'X') } stat && stat.StartTicks == StartTicks;

    /// <returns>Null when no such process runs.</returns>
    public static ProcessIdentity? Of(int processId) =>
        Read(processId) is { State: not ('Z' or 'X') } stat ? new ProcessIdentity(processId, stat.StartTicks) : null;

    private static (char State, long StartTicks)? Read(int processId)
    {
        try
        {
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
            // The second field is the program's name in parentheses and may hold anything; the third, the state, follows the last one.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], long.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
