using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Experiments.Units;
using JsccGrid.FakeTrainer;
using JsccGrid.Tests.Shared;

namespace JsccGrid.Web.Tests.Support;

/// <summary>A data folder whose cells the fake trainer treats in its own way.</summary>
/// <param name="Name">The name of the folder.</param>
/// <param name="Folder">Where it is.</param>
/// <param name="Script">How its cells behave.</param>
public sealed record Ground(string Name, string Folder, Script Script)
{
    /// <summary>Names the data set.</summary>
    public string Fingerprint { get; } = ExperimentJson.Hash(Name);

    public void Prepare() => new FakeFolder(Folder).Write(Script);

    /// <summary>Lets go on what waits.</summary>
    public void Release() => new FakeFolder(Folder).LetGo();

    /// <summary>JSCC AE and FC of some bandwidths and SNRs, the digital scheme, and the baseline.</summary>
    public IEnumerable<CellSpec> Cells(int[] bandwidths, SnrDb[] trainSnrs) =>
    [
        Cell(Scheme.ReIdBaseline),
        .. from bandwidth in bandwidths
           from snr in trainSnrs
           select Cell(Scheme.JsccAe).With(Axis.Bandwidth, bandwidth).With(Axis.TrainSnrDb, snr),
        .. trainSnrs.Select(snr => Cell(Scheme.JsccFc).With(Axis.Bandwidth, bandwidths[0]).With(Axis.TrainSnrDb, snr)),
        Cell(Scheme.Digital).With(Axis.LatentDimension, 8).With(Axis.Lambda, 6),
    ];

    public CellSpec Cell(Scheme scheme)
    {
        var cell = Samples.Cell(scheme: scheme);
        return cell with { Data = cell.Data with { Fingerprint = Fingerprint } };
    }
}
