using JsccGrid.Client.CommandLine;

namespace JsccGrid.Client.Progress;

/// <summary>Which view suits.</summary>
internal static class RunRenderers
{
    public static IRunRenderer For(Terminal terminal, bool json) =>
        json ? new JsonRenderer(terminal) : terminal.IsInteractive ? new LiveRenderer(terminal) : new PlainRenderer(terminal);
}
