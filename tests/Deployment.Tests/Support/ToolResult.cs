namespace JsccGrid.Deployment.Tests.Support;

/// <summary>How a program ended.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Errors)
{
    /// <summary>The output of a program that must have succeeded.</summary>
    public string Succeeded() => ExitCode == 0 ? Output : throw new InvalidOperationException($"Exit code {ExitCode}:\n{Errors}\n{Output}");
}
