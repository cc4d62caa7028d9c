using System.Text.Json;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Experiments.Text;
using Spectre.Console;

namespace JsccGrid.Client.CommandLine;

/// <summary>
/// Where a command writes: results to the output, everything else to the error stream. Whatever passes here, control characters in
/// it are made visible; only what Spectre itself adds (colours, movements of the cursor) reaches the terminal as it is.
/// </summary>
internal sealed class Terminal
{
    public Terminal(TextWriter output, TextWriter error, bool interactive, AnsiSupport ansi = AnsiSupport.Detect)
    {
        Output = new VisibleTextWriter(output);
        Error = new VisibleTextWriter(error);
        IsInteractive = interactive;
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Interactive = interactive ? InteractionSupport.Yes : InteractionSupport.No,
            Ansi = interactive ? ansi : AnsiSupport.No,
        });
        Console.Pipeline.Attach(new VisibleSegments());
        if (!interactive) Console.Profile.Width = 160;
    }

    public TextWriter Output { get; }

    public TextWriter Error { get; }

    /// <summary>Whether a person watches, on a terminal that can redraw.</summary>
    public bool IsInteractive { get; }

    public IAnsiConsole Console { get; }

    public static Terminal OfProcess() => new(System.Console.Out, System.Console.Error, !System.Console.IsOutputRedirected);

    public void Line(string text = "") => Output.WriteLine(text);

    /// <summary>What does not keep a command from going on, but may not be meant.</summary>
    public void Warn(string text) => Error.WriteLine($"warning: {VisibleText.OfLine(text)}");

    /// <summary>One JSON value on one line.</summary>
    public void Json<T>(T value) => Output.WriteLine(JsonSerializer.Serialize(value, ExperimentJson.Compact));
}
