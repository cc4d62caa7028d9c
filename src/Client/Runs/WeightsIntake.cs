using JsccGrid.Client.CommandLine;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Recipes;

namespace JsccGrid.Client.Runs;

/// <summary>Initial weights that were found to fit the backbone before any cell could fail on them.</summary>
/// <param name="File">Absolute path of a safetensors file.</param>
/// <param name="Reference">By content.</param>
/// <param name="Warnings">What may not be meant; a sentence each.</param>
internal sealed record WeightsIntake(string File, WeightsReference Reference, IReadOnlyList<string> Warnings)
{
    /// <param name="weights">What <c>--weights</c> was given: a file, or <see cref="ConvertedWeights.ImageNet"/>.</param>
    /// <param name="backbone">What they are for.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    /// <exception cref="UserException">Names or shapes do not fit the backbone, or the file is damaged.</exception>
    /// <exception cref="JsccGrid.Import.ImportException">The file is of a format that is converted, and cannot be.</exception>
    public static async Task<WeightsIntake> OpenAsync(string weights, BackboneRecipe backbone, CancellationToken cancellationToken)
    {
        var converted = await ConvertedWeights.OpenAsync(weights, cancellationToken);
        try
        {
            await TrainerProbe.RequireWeightsAsync(converted.File, backbone, cancellationToken);
        }
        catch (UserException exception) when (converted.Given != converted.File)
        {
            // The file in the cache means nothing to anybody.
            throw new UserException(
                exception.Message.Replace(converted.File, converted.Given, StringComparison.Ordinal), exception.ExitCode);
        }
        return new WeightsIntake(
            converted.File, new WeightsReference { Name = converted.Name, Sha256 = converted.Sha256 }, converted.Warnings);
    }
}
