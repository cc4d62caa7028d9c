namespace JsccGrid.Client.CommandLine;

/// <summary>What the process returns; documented in docs/cli.md.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    /// <summary>The grid ended, but some cells have no result.</summary>
    public const int Incomplete = 1;
    /// <summary>The command line or a file it names is wrong; nothing was changed.</summary>
    public const int BadInput = 2;
    /// <summary>This machine lacks something: the device, a library, a free store; or a figure could not be drawn.</summary>
    public const int BadEnvironment = 3;
    /// <summary>A defect of this program.</summary>
    public const int InternalError = 4;
    /// <summary>Stopped by Ctrl-C or SIGTERM; the same command goes on from there.</summary>
    public const int Interrupted = 130;
}
