using System.Diagnostics;
using System.Text.Json;
using JsccGrid.Experiments.Serialization;

namespace JsccGrid.Silo.Hosting;

/// <summary>The content of <c>silo.json</c> in a store: how a second terminal reaches the run that works on it.</summary>
/// <param name="ClusterId">The id of the Orleans cluster.</param>
/// <param name="GatewayPort">On the loopback address.</param>
/// <param name="ProcessId">The id of the process that hosts the silo.</param>
/// <param name="StartedAt">UTC.</param>
public sealed record RunningMachine(string ClusterId, int GatewayPort, int ProcessId, DateTimeOffset StartedAt)
{
    public const string FileName = "silo.json";

    /// <summary>What works on a store now; null when nothing does, whatever a killed process left behind.</summary>
    public static RunningMachine? Find(string storeFolder)
    {
        try
        {
            var machine = JsonSerializer.Deserialize<RunningMachine>(
                File.ReadAllBytes(Path.Combine(storeFolder, FileName)), ExperimentJson.Compact);
            return machine is not null && IsAlive(machine.ProcessId) && StoreLock.IsHeld(storeFolder) ? machine : null;
        }
        catch (Exception exception) when (exception is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal void Write(string storeFolder)
    {
        var temporary = Path.Combine(storeFolder, $".{FileName}.{ProcessId}");
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(this, ExperimentJson.Indented));
        File.Move(temporary, Path.Combine(storeFolder, FileName), overwrite: true);
    }

    internal static void Remove(string storeFolder) => File.Delete(Path.Combine(storeFolder, FileName));

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
