using System.Globalization;
using JsccGrid.Experiments.Cells;

namespace JsccGrid.Presentation;

/// <summary>
/// What is said of cells of another version of training and evaluation (<see cref="CellSpec.Algorithm"/>) than this program's.
/// </summary>
public static class AlgorithmText
{
    /// <summary><c>of the former version 1 of training and evaluation</c>; null of this program's version.</summary>
    public static string? Of(int algorithm) => algorithm == CellSpec.AlgorithmVersion
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"of {(algorithm < CellSpec.AlgorithmVersion ? "the former" : "a later")} version {algorithm} of training and evaluation");

    /// <summary>The same of a grid's cells, with what follows from it.</summary>
    public static string? OfGrid(int algorithm) => Of(algorithm) is not { } version
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"Its cells are {version}, where this program has version {CellSpec.AlgorithmVersion}: results are shown as they are, "
            + $"checkpoints are not gone on from. Submit the grid again to train its cells in version {CellSpec.AlgorithmVersion}.");

    /// <summary>What is said when a grid takes the place of one whose cells are of another version.</summary>
    public static string Replaced(int algorithm) => string.Create(
        CultureInfo.InvariantCulture,
        $"The grid that the store had under this name is {Of(algorithm)}: its cells train anew in version "
        + $"{CellSpec.AlgorithmVersion}. Its results stay in the store until 'jsccgrid gc'; --name keeps both grids.");
}
