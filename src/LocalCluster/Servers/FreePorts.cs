using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace JsccGrid.LocalCluster.Servers;

/// <summary>
/// Ports of this machine that nobody listens on. What one process was given is given to no other process of this user before it ends: the
/// server that a port is for takes seconds to listen on it.
/// </summary>
public static class FreePorts
{
    private const int Lowest = 10_240;
    private const int FewestToChooseFrom = 1_000;
    private const int Tries = 1_000;

    private static readonly HashSet<int> Given = [];
    private static readonly Lazy<FileStream?> Reservations = new(OpenReservations);

    /// <summary>
    /// Different ports, free a moment ago. They lie below those that the system gives to whoever asks for any, above all to
    /// outgoing connections: one of those might take a port before its server does.
    /// </summary>
    /// <exception cref="InvalidOperationException">There are not so many.</exception>
    public static int[] Take(int count)
    {
        var end = FirstOfTheSystem();
        var ports = new List<int>();
        for (var tries = 0; ports.Count < count; tries++)
        {
            if (tries == Tries + count) throw new InvalidOperationException($"No {count} free ports were found.");
            // Where the system leaves too few, any will do.
            using var listener = new TcpListener(
                IPAddress.Any, end - Lowest < FewestToChooseFrom ? 0 : RandomNumberGenerator.GetInt32(Lowest, end));
            try
            {
                listener.Start();
            }
            catch (SocketException)
            {
                continue; // somebody has it
            }
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (Reserve(port)) ports.Add(port);
        }
        return [.. ports];
    }

    /// <returns>Whether neither this process nor another has been given the port.</returns>
    private static bool Reserve(int port)
    {
        lock (Given)
        {
            if (!Given.Add(port)) return false;
            try
            {
                // A lock of one byte, which the system releases however the process ends.
                if (OperatingSystem.IsLinux()) Reservations.Value?.Lock(port, 1);
                return true;
            }
            catch (IOException)
            {
                return false; // another process has it
            }
        }
    }

    /// <returns>Null where there is no such file to be had: then processes only mind what they gave themselves.</returns>
    private static FileStream? OpenReservations()
    {
        var file = Path.Combine(Path.GetTempPath(), $"jsccgrid-ports-{Environment.UserName}");
        try
        {
            var reservations = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
            if (OperatingSystem.IsLinux())
            {
                // Not every file system has such locks.
                var nobodysPort = 0x10000 + Environment.ProcessId;
                reservations.Lock(nobodysPort, 1);
                reservations.Unlock(nobodysPort, 1);
            }
            return reservations;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static int FirstOfTheSystem()
    {
        try
        {
            return int.Parse(File.ReadAllText("/proc/sys/net/ipv4/ip_local_port_range").Split('\t', ' ')[0], CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return 32_768; // Linux's own choice
        }
    }
}
