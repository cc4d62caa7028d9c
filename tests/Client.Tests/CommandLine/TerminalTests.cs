using System.Text;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Runs;
using JsccGrid.Experiments.Cells;
using JsccGrid.Storage;
using JsccGrid.Storage.Grids;
using JsccGrid.Storage.Objects;
using Spectre.Console;
using Xunit;

namespace JsccGrid.Client.Tests.CommandLine;

/// <summary>No control character out of a file reaches the terminal; the program's own colours do.</summary>
public sealed class TerminalTests : IDisposable
{
    private const string Escape = "\u001b]0;taken over\a\u001b[2J";
    private const string Shown = "\\u001b]0;taken over\\u0007\\u001b[2J";

    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public void AnyWay_EscapeInAText_IsShown()
    {
        var terminal = new Terminal(output, error, interactive: true, AnsiSupport.Yes);

        terminal.Line(Escape);
        terminal.Error.WriteLine(Escape);
        terminal.Warn($"two\nlines {Escape}");
        terminal.Console.Write(new Table().AddColumn(Markup.Escape(Escape)).AddRow(new Text(Escape)));
        terminal.Console.MarkupLine($"[red]{Markup.Escape(Escape)}[/]");

        Assert.DoesNotContain(Escape, output.ToString());
        Assert.DoesNotContain("\u001b]", output.ToString() + error);
        Assert.DoesNotContain('\a', output.ToString() + error);
        Assert.StartsWith(Shown, output.ToString());
        Assert.Equal($"{Shown}{Environment.NewLine}warning: two\\u000alines {Shown}{Environment.NewLine}", error.ToString());
        Assert.Matches("\u001b\\[[0-9;]+m\\\\u001b\\]0;taken", output.ToString()); // in red
    }

    [Fact]
    public async Task Live_EscapeInAText_IsShownWhileTheCursorMoves()
    {
        var terminal = new Terminal(output, error, interactive: true, AnsiSupport.Yes);

        await terminal.Console.Live(new Text(Escape)).StartAsync(display =>
        {
            display.UpdateTarget(new Rows(new Text($"next {Escape}"), new Text("line")));
            display.Refresh();
            return Task.CompletedTask;
        });

        Assert.DoesNotContain("\u001b]", output.ToString());
        Assert.Contains($"next {Shown}", output.ToString());
        Assert.Matches("\u001b\\[[0-9]+A|\r\u001b\\[2K", output.ToString());
    }

    [Fact]
    public async Task Check_EscapeInAFileName_IsShown()
    {
        SmallGrid.MakeData(folder["data"]);
        await File.WriteAllTextAsync(Path.Combine(folder["data"], "query", $"x{Escape}\n.jpg"), "", TestContext.Current.CancellationToken);

        var check = await Verbs.RunAsync("data", "check", folder["data"]);

        Assert.Equal(2, check.ExitCode);
        Assert.Contains($"problem: query/x{Shown}\\u000a.jpg: cannot tell the person", check.Error);
        Assert.DoesNotContain('\u001b', check.Output + check.Error);
    }

    [Fact]
    public async Task Logs_EscapeInALine_IsShown()
    {
        SmallGrid.MakeData(folder["data"]);
        var store = new DirectoryObjectStore(folder["store"], TimeProvider.System);
        var source = new GridSource { Grid = "demo", DataFolder = folder["data"], Name = "escaped", CommandLine = "" };
        var intake = await GridIntake.OpenAsync(source, store, TimeProvider.System, TestContext.Current.CancellationToken);
        await new GridStore(store).WriteSubmissionAsync(intake.Submission, TestContext.Current.CancellationToken);
        await store.WriteAsync(StoreLayout.Grid("escaped"), "{}"u8.ToArray(), WriteCondition.Always, TestContext.Current.CancellationToken);
        var cell = intake.Grid.Cells[0];
        await store.WriteAsync(
            StoreLayout.Log(WorkId.Of(cell.Id)),
            Encoding.UTF8.GetBytes($$"""{"type":"message","text":"{{Escape}}"}""" + "\n"),
            WriteCondition.Always,
            TestContext.Current.CancellationToken);

        var logs = await Verbs.RunAsync("logs", cell.Id.Value, "--store", folder["store"]);

        Assert.Equal("", logs.Error);
        Assert.Equal($$"""{"type":"message","text":"{{Shown}}"}""" + "\n", logs.Output);
        Assert.Equal(Escape, Assert.Single(Verbs.JsonLines(logs.Output)).GetProperty("text").GetString());
    }
}
