using JsccGrid.Client.CommandLine;

namespace JsccGrid.Client.Progress;

/// <summary>Which view suits.</summary>
internal static class RunViews
{
    public static IRunView For(Terminal terminal, bool json) =>
        json ? new JsonView(terminal) : terminal.IsInteractive ? new LiveView(terminal) : new PlainView(terminal);
}
