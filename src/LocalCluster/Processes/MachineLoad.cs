using System.Globalization;

namespace JsccGrid.LocalCluster.Processes;

/// <summary>How many threads want each processor of this machine.</summary>
public static class MachineLoad
{
    /// <summary>A load beyond this counts as this: then something is wrong that more patience does not mend.</summary>
    public const double Largest = 30;

    private const string Source = "/proc/loadavg";

    /// <summary>Threads a processor, from 1 (nobody waits for one) to <see cref="Largest"/>; 1 where the system does not tell.</summary>
    public static double Read()
    {
        try
        {
            return Parse(File.ReadAllText(Source), Environment.ProcessorCount);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException
            or IndexOutOfRangeException)
        {
            return 1;
        }
    }

    /// <param name="text">What <c>/proc/loadavg</c> says (proc(5)): three averages, threads running now of all, the last process.</param>
    /// <param name="processors">How many processors this machine has.</param>
    public static double Parse(string text, int processors)
    {
        var fields = text.Split(' ');
        var lastMinute = double.Parse(fields[0], CultureInfo.InvariantCulture);
        var now = double.Parse(fields[3].Split('/')[0], CultureInfo.InvariantCulture);
        return Math.Clamp(Math.Max(lastMinute, now) / processors, 1, Largest);
    }
}
