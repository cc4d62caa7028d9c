using JsccGrid.Experiments;
using static TorchSharp.torch;

namespace JsccGrid.Training.Runtime;

/// <summary>
/// The random streams of one piece of work. Each purpose (data order of a phase, augmentation, channel noise, …) has a generator of
/// its own, seeded by a hash of the cell's seed and the purpose, so that one purpose drawing more or less leaves the others alone,
/// and cells of one seed share what they have in common: initial weights of equal shapes, data order, noise. Differences between
/// such cells are paired (common random numbers). All generators live on the CPU, whatever the device that trains.
/// </summary>
public sealed class RandomStreams(int seed) : IDisposable
{
    private readonly SortedDictionary<string, Generator> streams = new(StringComparer.Ordinal);

    /// <summary>The stream of a purpose, at its beginning when first asked for. Belongs to this object.</summary>
    public Generator this[string purpose]
    {
        get
        {
            if (!streams.TryGetValue(purpose, out var generator)) streams.Add(purpose, generator = Fresh(purpose));
            return generator;
        }
    }

    /// <summary>A generator at the beginning of a purpose's stream; the caller's own.</summary>
    public Generator Fresh(string purpose) => new(Seed(seed, purpose), CPU);

    /// <summary>The <see cref="StableHash"/> of the text <c>seed/purpose</c>.</summary>
    public static ulong Seed(int seed, string purpose) => StableHash.Of(FormattableString.Invariant($"{seed}/{purpose}"));

    /// <summary>Where every stream in use stands: uint8 [5056] by purpose. The tensors belong to the caller's dispose scope.</summary>
    public IReadOnlyDictionary<string, Tensor> Export() =>
        streams.ToDictionary(stream => stream.Key, stream => stream.Value.get_state(), StringComparer.Ordinal);

    /// <summary>Puts streams where <paramref name="states"/> says they stood.</summary>
    public void Restore(IEnumerable<KeyValuePair<string, Tensor>> states)
    {
        foreach (var (purpose, state) in states) this[purpose].set_state(state);
    }

    public void Dispose()
    {
        foreach (var generator in streams.Values) generator.Dispose();
        streams.Clear();
    }
}
