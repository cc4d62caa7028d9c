using JsccGrid.Experiments.Results;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Units;

namespace JsccGrid.Curves;

/// <summary>A (dimension, lambda) of the digital scheme over its seeds.</summary>
public sealed record DigitalOperatingPoint
{
    /// <summary>Elements of the quantised latent vector.</summary>
    public required int LatentDimension { get; init; }
    /// <summary>Weight of the cross-entropy in Eq. (1).</summary>
    public required double Lambda { get; init; }
    /// <summary>Whether the backbone trained too, as <see cref="Axis.BackboneWeights"/> has it.</summary>
    public required string BackboneWeights { get; init; }
    /// <summary>Bits per query out of the range coder. Several seeds: over seeds; one: over queries.</summary>
    public required Estimate MeasuredBits { get; init; }
    /// <summary>Bits per query an ideal coder would need under the density model.</summary>
    public required Estimate IdealBits { get; init; }
    /// <summary>Where the capacity of B uses carries the mean measured bits.</summary>
    public required SnrDb RequiredSnrDb { get; init; }
    /// <summary>Accuracy once delivered, at <see cref="RequiredSnrDb"/> and above.</summary>
    public required CurvePoint Delivered { get; init; }
    /// <summary>Seeds whose bits say next to nothing about the person, see <see cref="CollapseRule"/>.</summary>
    public required int CollapsedSeeds { get; init; }

    /// <summary>With every seed: nothing is delivered at any SNR.</summary>
    public bool IsCollapsed => CollapsedSeeds == Delivered.Seeds.Count;
}
