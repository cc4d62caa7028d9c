using JsccGrid.Experiments.Units;

namespace JsccGrid.Curves;

/// <summary>A trained digital cell as the envelope sees it.</summary>
/// <param name="LatentDimension">Elements of the quantised latent vector.</param>
/// <param name="Lambda">Weight of the cross-entropy in Eq. (1).</param>
/// <param name="Bits">Mean length of what is sent, bits per query: the range coder's output, or what an ideal coder would write.</param>
/// <param name="RequiredSnrDb">The SNR at which the channel's capacity carries that many bits.</param>
/// <param name="IsCollapsed">Whether the few bits say next to nothing about the person, see <see cref="CollapseRule"/>.</param>
public sealed record DigitalChoice(int LatentDimension, double Lambda, double Bits, SnrDb RequiredSnrDb, bool IsCollapsed);
