using PureHDF.VOL.Native;

namespace JsccGrid.Import.People;

/// <summary>Where an image is in cuhk-03.mat, all counted from 0.</summary>
/// <param name="Pair">The pair of cameras.</param>
/// <param name="Person">In that pair.</param>
/// <param name="Place">0 to 4 from the first camera, 5 to 9 from the second.</param>
/// <param name="Reference">Points to the object that holds the pixels.</param>
internal sealed record Cuhk03Image(int Pair, int Person, int Place, NativeObjectReference1 Reference)
{
    /// <summary>The camera of the pair: 1 or 2.</summary>
    public int View => Place < 5 ? 1 : 2;

    /// <summary>As the protocols call it, counted from 1: <c>1_001_1_01</c>.</summary>
    public string Name => $"{Pair + 1}_{Person + 1:D3}_{View}_{Place + 1:D2}";

    public override string ToString() => $"image {Name}";
}
