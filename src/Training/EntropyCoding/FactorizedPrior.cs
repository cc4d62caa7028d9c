using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace JsccGrid.Training.EntropyCoding;

/// <summary>
/// The fully factorized density model (Ballé, Minnen, Singh, Hwang, Johnston, "Variational image compression with a scale hyperprior",
/// ICLR 2018, appendix 6.1), cited by the paper's section 2.2: each of the L latent dimensions has its own cumulative distribution
/// c = sigmoid(f_K ∘ … ∘ f_1), monotone by construction, with
/// <code>
/// f_k(x) = softplus(H_k) x + b_k, then x + tanh(a_k) tanh(x)      (no tanh behind the last)
/// latents [N, L] → [L, 1, N] ─ f_1 → [L, r_1, N] ─ … ─ f_K → [L, 1, N] ─ sigmoid → c
/// likelihood of y: c(y + 1/2) - c(y - 1/2), at least 1e-9
/// </code>
/// Parameters are those of CompressAI's EntropyBottleneck (Bégaint et al. 2020) without its quantiles: medians and tails are found from
/// the learned distribution itself (<see cref="CumulativeDensity"/>), which needs no auxiliary loss.
/// </summary>
public sealed class FactorizedPrior : nn.Module<Tensor, Tensor>
{
    /// <summary>Smallest likelihood of an element: no element costs more than 29.9 bits.</summary>
    public const double SmallestLikelihood = 1e-9;

    private readonly int layers;

    /// <param name="latentDimension">L.</param>
    /// <param name="filters">Hidden widths r_1 … r_(K-1).</param>
    /// <param name="initialScale">About the range of latents that the initial density covers.</param>
    /// <param name="generator">Draws the initial biases b, uniform in ±1/2; matrices and factors start constant.</param>
    public FactorizedPrior(int latentDimension, IReadOnlyList<int> filters, double initialScale, Generator generator)
        : base(nameof(FactorizedPrior))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(latentDimension);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(initialScale);
        if (filters.Any(width => width < 1))
            throw new ArgumentException($"Filters are at least 1, not [{string.Join(", ", filters)}].", nameof(filters));
        LatentDimension = latentDimension;
        int[] widths = [1, .. filters, 1];
        layers = widths.Length - 1;
        var scale = Math.Pow(initialScale, 1.0 / layers);
        for (var i = 0; i < layers; i++)
        {
            var (inputs, outputs) = (widths[i], widths[i + 1]);
            var start = Math.Log(Math.Exp(1 / scale / outputs) - 1); // softplus of it: 1 / (scale outputs)
            Register($"matrix{i}", full(latentDimension, outputs, inputs, start));
            Register($"bias{i}", empty(latentDimension, outputs, 1).uniform_(-0.5, 0.5, generator));
            if (i < layers - 1) Register($"factor{i}", zeros(latentDimension, outputs, 1));
        }
    }

    /// <summary>L, the number of independent densities.</summary>
    public int LatentDimension { get; }

    /// <summary>Likelihoods [N, L] of <paramref name="input"/> [N, L]: probabilities of the unit intervals about the elements.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = input.t().unsqueeze(1); // [L, 1, N]
        var edges = Logits(cat([x - 0.5, x + 0.5], 2)).chunk(2, 2);
        var (lower, upper) = (edges[0], edges[1]);
        // On the side where both sigmoids are small, so that the difference keeps its digits. In the middle either side will do; a sign
        // of 0 would make it nothing.
        var sign = (lower + upper).gt(0).to(lower.dtype).mul_(-2).add_(1).detach();
        var likelihood = ((sign * upper).sigmoid() - (sign * lower).sigmoid()).abs(); // [L, 1, N]
        // The bound replaces the value only: the gradient goes through, so that elements below it are pulled back up.
        var bounded = likelihood + (likelihood.clamp_min(SmallestLikelihood) - likelihood).detach();
        return bounded.squeeze(1).t().MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Latents with noise uniform in [-1/2, 1/2) added, the differentiable stand-in for rounding in training, drawn from a CPU
    /// <paramref name="generator"/> whatever the device.
    /// </summary>
    public static Tensor AddQuantizationNoise(Tensor latents, Generator generator)
    {
        using var scope = NewDisposeScope();
        return (latents + empty(latents.shape, latents.dtype).uniform_(-0.5, 0.5, generator).to(latents.device)).MoveToOuterDisposeScope();
    }

    /// <summary>Bits [N] of each vector of <paramref name="latents"/> [N, L]: -log2 of its likelihood, the rate of Eq. (1).</summary>
    public Tensor Bits(Tensor latents)
    {
        using var scope = NewDisposeScope();
        return call(latents).log2().sum(1).neg().MoveToOuterDisposeScope();
    }

    /// <summary>The learned cumulative distributions, copied in double precision to the CPU.</summary>
    public CumulativeDensity ToCumulativeDensity() => CumulativeDensity.From([.. Layers]);

    /// <summary>H, b and a of each f_k. Looked up every time, because moving a module to a device replaces its parameters.</summary>
    private IEnumerable<(Tensor Matrix, Tensor Bias, Tensor? Factor)> Layers => Enumerable.Range(0, layers)
        .Select(i => ((Tensor)get_parameter($"matrix{i}")!, (Tensor)get_parameter($"bias{i}")!, (Tensor?)get_parameter($"factor{i}")));

    private Tensor Logits(Tensor x)
    {
        foreach (var (matrix, bias, factor) in Layers)
        {
            x = nn.functional.softplus(matrix).bmm(x) + bias;
            if (factor is not null) x = x + factor.tanh() * x.tanh();
        }
        return x;
    }

    private void Register(string name, Tensor initial)
    {
        var parameter = new Parameter(initial);
        parameter.DetachFromDisposeScope(); // as the parameters of TorchSharp's own modules are
        register_parameter(name, parameter);
    }
}
