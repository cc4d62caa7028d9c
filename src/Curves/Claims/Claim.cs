namespace JsccGrid.Curves.Claims;

/// <summary>A claim of the paper, tested on the data of a run. docs/claims.md states every rule.</summary>
public sealed record Claim
{
    /// <summary>From 1, as in docs/claims.md.</summary>
    public required int Number { get; init; }
    /// <summary>What the paper says.</summary>
    public required string Statement { get; init; }
    /// <summary>Where it says so.</summary>
    public required string Section { get; init; }
    /// <summary>What decides.</summary>
    public required string Rule { get; init; }
    public required ClaimVerdict Verdict { get; init; }
    /// <summary>The numbers that decided; accuracies and their differences in points (hundredths of top-1).</summary>
    public required string Evidence { get; init; }
    /// <summary>What the uncertainties in the evidence are, and which cells are missing; empty where there is no number.</summary>
    public required string Basis { get; init; }
    /// <summary>Trainings behind the number that decided; 0 where none did.</summary>
    public required int Seeds { get; init; }
    /// <summary>Queries that were scored; null where no result says.</summary>
    public required int? Queries { get; init; }
    /// <summary>Persons that these show; null where no result says.</summary>
    public required int? Identities { get; init; }
}
