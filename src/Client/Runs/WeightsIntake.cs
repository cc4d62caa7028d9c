using System.Security.Cryptography;
using JsccGrid.Client.CommandLine;
using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Training.Models;
using TorchSharp;

namespace JsccGrid.Client.Runs;

/// <summary>Initial weights that were found to fit the backbone before any cell could fail on them.</summary>
/// <param name="File">Absolute path.</param>
/// <param name="Reference">By content.</param>
internal sealed record WeightsIntake(string File, WeightsReference Reference)
{
    /// <exception cref="FileNotFoundException">No such file.</exception>
    /// <exception cref="Training.Tensors.SafetensorsException">Truncated or not safetensors.</exception>
    /// <exception cref="Training.Tensors.StateMismatchException">Names or shapes do not fit the backbone.</exception>
    public static WeightsIntake Open(string file, BackboneRecipe backbone)
    {
        var path = Path.GetFullPath(file);
        if (!Path.Exists(path)) throw new FileNotFoundException($"There is no weights file '{path}'. Give a .safetensors file with torchvision's names.");
        using var generator = new torch.Generator(0);
        using var network = new ResNet(backbone, generator);
        try
        {
            network.LoadWeights(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{path}: cannot be read: {exception.Message}");
        }
        using var stream = System.IO.File.OpenRead(path);
        return new WeightsIntake(path, new WeightsReference
        {
            Name = Path.GetFileName(path),
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(stream)),
        });
    }
}
