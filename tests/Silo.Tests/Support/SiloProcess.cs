using System.Diagnostics;
using System.Globalization;
using JsccGrid.FakeTrainer;
using JsccGrid.LocalCluster.Servers;
using JsccGrid.Silo.Hosting;
using JsccGrid.Tests.Shared;
using JsccGrid.Tests.Shared.Processes;
using JsccGrid.Tests.Shared.Waiting;
using Xunit;

namespace JsccGrid.Silo.Tests.Support;

/// <summary>The silo program in a process of its own, to be killed.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly MachineConnection connection;

    private SiloProcess(Process process, MachineConnection connection, int port)
    {
        this.process = process;
        this.connection = connection;
        HttpAddress = new Uri($"http://127.0.0.1:{port}");
    }

    public IGrainFactory Grains => connection.Grains;

    public Uri HttpAddress { get; }

    public static async Task<SiloProcess> StartAsync(FakeGround ground)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var port = FreePorts.Take(1)[0];
        var process = Start(ground, port);
        try
        {
            var connection = await Until.SeenAsync(
                async () =>
                {
                    Assert.False(process.HasExited, "The silo ended before it was reached.");
                    return await MachineConnection.TryConnectAsync(ground.StoreFolder, cancellationToken);
                },
                connection => connection is not null,
                "the silo to answer");
            return new SiloProcess(process, connection!, port);
        }
        catch
        {
            process.Kill();
            throw;
        }
    }

    /// <summary>Runs the program to its end.</summary>
    public static async Task<(int ExitCode, string Error)> RunAsync(FakeGround ground, params string[] more)
    {
        using var process = Start(ground, FreePorts.Take(1)[0], more);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, error);
    }

    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>A signal that asks it to stop, and the exit code.</summary>
    public async Task<int> TerminateAsync(string signal = "TERM")
    {
        await TestProcess.RunAsync("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await connection.DisposeAsync();
        process.Dispose();
    }

    private static Process Start(FakeGround ground, int port, params string[] more)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "JsccGrid.Silo.dll"),
            $"--urls=http://127.0.0.1:{port}",
            $"--JsccGrid:Store:Folder={ground.StoreFolder}",
            $"--JsccGrid:Worker:Slots=2",
            $"--JsccGrid:Worker:Device=cpu",
            $"--JsccGrid:Worker:DataSets:{Samples.Fingerprint}={ground.DataFolder}",
            $"--JsccGrid:Worker:ScratchFolder={ground.ScratchFolder}",
            $"--JsccGrid:Worker:TrainerPath={FakeFolder.Trainer}",
            "--Logging:LogLevel:Default=None",
            .. more,
        ];
        // Whoever runs the tests by nohup has them ignore the signal, and what they start ignores it too. Only GNU's env undoes that.
        return OperatingSystem.IsLinux()
            ? TestProcess.Start("env", ["--default-signal=HUP", "dotnet", .. arguments])
            : TestProcess.Start("dotnet", arguments);
    }
}
