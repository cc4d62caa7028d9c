using System.Security.Cryptography;
using JsccGrid.Client.CommandLine;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Recipes;

namespace JsccGrid.Client.Runs;

/// <summary>Initial weights that were found to fit the backbone before any cell could fail on them.</summary>
/// <param name="File">Absolute path.</param>
/// <param name="Reference">By content.</param>
internal sealed record WeightsIntake(string File, WeightsReference Reference)
{
    /// <exception cref="FileNotFoundException">No such file.</exception>
    /// <exception cref="UserException">Not safetensors, damaged, or names or shapes do not fit the backbone.</exception>
    public static async Task<WeightsIntake> OpenAsync(string file, BackboneRecipe backbone, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(file);
        if (!Path.Exists(path)) throw new FileNotFoundException($"There is no weights file '{path}'. Give a .safetensors file with torchvision's names.");
        await TrainerProbe.RequireWeightsAsync(path, backbone, cancellationToken);
        await using var stream = System.IO.File.OpenRead(path);
        return new WeightsIntake(path, new WeightsReference
        {
            Name = Path.GetFileName(path),
            Sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)),
        });
    }
}
