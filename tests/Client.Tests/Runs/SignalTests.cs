using System.Diagnostics;
using System.Globalization;
using JsccGrid.Tests.Shared.Processes;
using JsccGrid.Tests.Shared.Waiting;
using Xunit;

namespace JsccGrid.Client.Tests.Runs;

/// <summary>A command is stopped by the first signal, also while it computes without ever waiting.</summary>
public sealed class SignalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task Check_OfManyImages_StopsOnTheFirstSignal(string signal)
    {
        MakeData(copies: 50_000);
        // Whoever runs the tests in the background of a script has them ignore the signal, and what they start ignores it too.
        using var process = Jsccgrid.StartBy(["env", $"--default-signal={signal}"], folder.Path, "data", "check", "data");
        await UntilDecodingAsync(process);

        Send(signal, process);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((130, ""), (process.ExitCode, await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Check_StartedToIgnoreTheEndOfItsTerminal_GoesOn()
    {
        MakeData(copies: 20_000);
        using var process = Jsccgrid.StartBy(["nohup"], folder.Path, "data", "check", "data");
        await UntilDecodingAsync(process);

        Send("HUP", process);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>A small data set whose query has one image many times over.</summary>
    private void MakeData(int copies)
    {
        SmallGrid.MakeData(folder["data"]);
        var image = Directory.GetFiles(folder["data/query"], "*.jpg")[0];
        var (person, ending) = (Path.GetFileName(image).Split('_')[0], Path.GetExtension(image));
        for (var copy = 0; copy < copies; copy++)
            File.CreateSymbolicLink(folder[$"data/query/{person}_c1_9{copy:00000}{ending}"], image);
    }

    private static Task UntilDecodingAsync(Process process) => Until.TrueAsync(
        () =>
        {
            Assert.False(process.HasExited, "It has ended already.");
            return File.ReadAllText($"/proc/{process.Id}/maps").Contains("libSkiaSharp", StringComparison.Ordinal);
        },
        "the first image to be decoded");

    private static void Send(string signal, Process process) =>
        TestProcess.Run("kill", $"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture));
}
