using JsccGrid.Experiments.Units;

namespace JsccGrid.Curves;

/// <summary>A trained digital cell as the envelope sees it.</summary>
/// <param name="LatentDimension">Elements of the quantised latent vector.</param>
/// <param name="Lambda">Weight of the cross-entropy in Eq. (1).</param>
/// <param name="MeasuredBits">Mean length of the range coder's output, bits per query.</param>
/// <param name="RequiredSnrDb">The SNR at which the channel's capacity carries that many bits.</param>
/// <param name="IsCollapsed">Whether the few bits say next to nothing about the person, see <see cref="CollapseRule"/>.</param>
public sealed record DigitalChoice(int LatentDimension, double Lambda, double MeasuredBits, SnrDb RequiredSnrDb, bool IsCollapsed);
