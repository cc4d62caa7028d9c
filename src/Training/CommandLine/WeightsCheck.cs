using System.Text.Json;
using JsccGrid.Experiments.Files;
using JsccGrid.Experiments.Protocol;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Training.Models;
using JsccGrid.Training.Tensors;
using static TorchSharp.torch;

namespace JsccGrid.Training.CommandLine;

/// <summary>Tries whether initial weights fit a backbone, for whoever must know before anything trains.</summary>
internal static class WeightsCheck
{
    /// <param name="file">The safetensors file.</param>
    /// <param name="backbone">A <see cref="BackboneRecipe"/> as JSON.</param>
    public static WeightsReport Run(string file, string backbone)
    {
        try
        {
            using var generator = new Generator(0);
            using var network = new ResNet(JsonSerializer.Deserialize<BackboneRecipe>(backbone, ExperimentJson.Compact)!, generator);
            network.LoadWeights(file);
            return new WeightsReport(null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new WeightsReport($"{file}: cannot be read: {exception.Message}");
        }
        catch (Exception exception) when (exception is SafetensorsException or StateMismatchException)
        {
            return new WeightsReport(exception.Message);
        }
    }
}
