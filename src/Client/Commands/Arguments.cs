using System.CommandLine;
using JsccGrid.Client.Stores;
using JsccGrid.Experiments.Limits;

namespace JsccGrid.Client.Commands;

/// <summary>Arguments that several verbs take.</summary>
internal static class Arguments
{
    public static BoundsAttribute PriorityBounds { get; } = new(-1_000_000, 1_000_000);

    public static Argument<string> SubmittedGrid() => new("grid") { Description = "Name of a grid, as 'jsccgrid grids' shows it." };

    public static Argument<string> GridToTrain() => new("grid") { Description = "A bundled grid (demo, fading, paper) or a grid file." };

    public static Argument<string[]> Cell(bool isOptional = false) => new("cell")
    {
        Description = "The first digits of a cell's or stage's id, or words of its label: jscc-ae B=16 SNR=0.",
        Arity = isOptional ? ArgumentArity.ZeroOrMore : ArgumentArity.OneOrMore,
    };

    public static Argument<string> Worker() => new("worker") { Description = "Name of a worker, as 'jsccgrid workers' shows it." };

    /// <exception cref="CommandLine.UserException">Nothing or more than one thing matches.</exception>
    public static Task<FoundWork> FindWorkAsync(this GridSession session, string[] words, CancellationToken cancellationToken) =>
        new WorkLookup(session).FindAsync(string.Join(' ', words), cancellationToken);
}
