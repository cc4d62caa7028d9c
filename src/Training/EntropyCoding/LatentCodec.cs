using JsccGrid.Experiments.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.EntropyCoding;

/// <summary>
/// Rounding and entropy coding of latent vectors in testing (paper section 3.1), with the densities that a <see cref="FactorizedPrior"/>
/// learned. A symbol is the integer offset of an element from its dimension's centre: the median, or zero.
/// Both ends build it from the same density on the same kind of machine, so that their tables agree.
/// <code>latents [N, L] ─ Quantize → symbols [N · L] ─ Encode each vector → bits ─ Decode → symbols ─ Dequantize → latents [N, L]</code>
/// </summary>
public sealed class LatentCodec
{
    /// <summary>Symbols beyond it come from a model that diverged.</summary>
    private const int LargestSymbol = 1 << 30;
    /// <summary>A table reaches no further than this to either side of the median.</summary>
    private const int LargestReach = 1 << 13;
    /// <summary>Probability beyond either end of a table, before trimming.</summary>
    private const double TailMass = 1.0 / (1 << 20);
    /// <summary>An end symbol rarer than this, a quarter of a frequency unit, is cheaper as an escape.</summary>
    private const double RarestSymbol = 1.0 / (1 << 18);

    private readonly CumulativeDensity density;
    private readonly double[] centres;
    private readonly FrequencyTable[] tables;

    /// <param name="density">The L learned densities.</param>
    /// <param name="rounding">About the medians, or plain.</param>
    /// <exception cref="ArgumentException">A density is not finite, as after a training that diverged.</exception>
    public LatentCodec(CumulativeDensity density, LatentRounding rounding)
    {
        this.density = density;
        centres = new double[density.Dimensions];
        tables = new FrequencyTable[density.Dimensions];
        for (var d = 0; d < density.Dimensions; d++)
        {
            var median = density.Median(d);
            centres[d] = rounding == LatentRounding.Median ? median : 0;
            tables[d] = CreateTable(d, median);
        }
    }

    /// <summary>L, the number of elements of a vector.</summary>
    public int Dimensions => tables.Length;

    /// <summary>Symbols of <paramref name="latents"/> [N, L], vector after vector; halves go to the even integer.</summary>
    /// <exception cref="ArgumentException">The shape is another, or an element is not a number or beyond ±2^30.</exception>
    public int[] Quantize(Tensor latents)
    {
        using var scope = NewDisposeScope();
        if (latents.dim() != 2 || latents.shape[1] != Dimensions)
            throw new ArgumentException(
                $"Latents of shape [{string.Join(", ", latents.shape)}]; expected [N, {Dimensions}].", nameof(latents));
        var symbols = (latents.detach().cpu().to(ScalarType.Float64) - tensor(centres)).round();
        if (!(symbols.abs() <= LargestSymbol).all().item<bool>())
            throw new ArgumentException("Latents hold values not finite or beyond 2^30: the model has diverged.", nameof(latents));
        return symbols.to(ScalarType.Int32).data<int>().ToArray();
    }

    /// <summary>The latents [N, L] that the receiver reconstructs from symbols, in single precision on the CPU.</summary>
    public Tensor Dequantize(int[] symbols)
    {
        CheckWholeVectors(symbols.Length);
        using var scope = NewDisposeScope();
        var offsets = tensor(symbols, dtype: ScalarType.Float64).view(-1, Dimensions);
        return (offsets + tensor(centres)).to(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    /// <summary>The message for one vector of L symbols; its bits are its measured size.</summary>
    public BitMessage Encode(ReadOnlySpan<int> symbols)
    {
        CheckOneVector(symbols.Length);
        var encoder = new RangeEncoder();
        for (var d = 0; d < symbols.Length; d++) tables[d].Encode(encoder, symbols[d]);
        return encoder.Finish();
    }

    /// <summary>The L symbols of a message.</summary>
    /// <exception cref="InvalidDataException">The message cannot have come from <see cref="Encode"/>.</exception>
    public int[] Decode(BitMessage message)
    {
        var decoder = new RangeDecoder(message.Bytes.Span);
        var symbols = new int[Dimensions];
        for (var d = 0; d < symbols.Length; d++) symbols[d] = tables[d].Decode(ref decoder);
        return symbols;
    }

    /// <summary>The ideal code length of one vector in bits: -log2 of its likelihood under the prior, bounded as there.</summary>
    public double IdealBits(ReadOnlySpan<int> symbols)
    {
        CheckOneVector(symbols.Length);
        var bits = 0.0;
        for (var d = 0; d < symbols.Length; d++)
            bits -= Math.Log2(Math.Max(Probability(d, symbols[d]), FactorizedPrior.SmallestLikelihood));
        return bits;
    }

    private double Probability(int dimension, int symbol) =>
        density.Probability(dimension, centres[dimension] + symbol - 0.5, centres[dimension] + symbol + 0.5);

    private FrequencyTable CreateTable(int dimension, double median)
    {
        var tails = density.Tails(dimension, TailMass);
        var centre = Symbol(median);
        var first = Math.Max(Symbol(tails.Lower), centre - LargestReach);
        var last = Math.Min(Symbol(tails.Upper), centre + LargestReach);
        var probabilities = new double[last - first + 1];
        for (var i = 0; i < probabilities.Length; i++) probabilities[i] = Probability(dimension, first + i);

        var (begin, end) = (0, probabilities.Length);
        while (end - begin > 1 && probabilities[begin] < RarestSymbol) begin++;
        while (end - begin > 1 && probabilities[end - 1] < RarestSymbol) end--;
        var kept = probabilities.AsSpan(begin, end - begin);
        var escape = 1.0;
        foreach (var probability in kept) escape -= probability;
        return FrequencyTable.Create(first + begin, kept, Math.Max(escape, 0));

        int Symbol(double value) => (int)Math.Clamp(Math.Round(value - centres[dimension]), -LargestSymbol, LargestSymbol);
    }

    private void CheckOneVector(int length)
    {
        if (length != Dimensions) throw new ArgumentException($"{length} symbols; a vector has {Dimensions}.");
    }

    private void CheckWholeVectors(int length)
    {
        if (length % Dimensions != 0) throw new ArgumentException($"{length} symbols are not whole vectors of {Dimensions}.");
    }
}
