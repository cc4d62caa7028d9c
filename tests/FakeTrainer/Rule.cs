namespace JsccGrid.FakeTrainer;

/// <summary>Misbehaviour of some cells or stages.</summary>
public sealed record Rule
{
    /// <summary>Part of the label of the cells or stages concerned.</summary>
    public string Label { get; init; } = "";

    /// <summary>Applies to this many runs of each; the rest go well.</summary>
    public int Times { get; init; } = int.MaxValue;

    /// <summary>The step before which it happens.</summary>
    public int Step { get; init; }

    public Misbehaviour Do { get; init; }
}
