namespace JsccGrid.Client.CommandLine;

/// <summary>The command cannot be carried out for a reason its user can do something about.</summary>
internal sealed class UserException(string message, int exitCode = ExitCode.BadInput) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
