namespace JsccGrid.Experiments.Programs;

/// <summary>The protocol between a worker and an outside program, which <c>docs/protocol.md</c> describes.</summary>
public static class ProgramProtocol
{
    /// <summary>Raised when a program that keeps to the protocol would have to change. Part of the ids of all cells of programs.</summary>
    public const int Version = 1;

    /// <summary>Characters of the longest line.</summary>
    public const int MaxLine = 1 << 20;
}
