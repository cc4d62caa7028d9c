using JsccGrid.DataSets;

namespace JsccGrid.Client.Tests;

/// <summary>A data set and a grid of every scheme that train in seconds.</summary>
internal static class SmallGrid
{
    /// <summary>Cells of <see cref="Yaml"/>, without its two shared stages.</summary>
    public const int Cells = 6;

    public const string Yaml = """
        name: small
        recipe:
          extends: demo
          name: small
          input: { height: 16, width: 16 }
          backbone: { width: 8 }
          baseline: { batchSize: 16, phases: [{ epochs: 6, learningRate: 0.05 }] }
          autoencoder:
            pretraining: { batchSize: 16, phases: [{ epochs: 6, learningRate: 0.1 }] }
            joint: { batchSize: 16, phases: [{ epochs: 4, learningRate: 0.01 }] }
          fullyConnected: { schedule: { batchSize: 16, phases: [{ epochs: 6, learningRate: 0.01 }] } }
          digital: { schedule: { batchSize: 16, phases: [{ epochs: 6, learningRate: 0.01 }] } }
          evaluation: { testSnrDb: [-10, 0, 10, inf], noiseDraws: 3 }
        seeds: 0
        figures: { bandwidth: 8 }
        sweeps:
          - scheme: reid-baseline
          - { scheme: jscc-ae, bandwidth: 8, trainSnrDb: [0, inf] }
          - { scheme: jscc-ae, bandwidth: 16, trainSnrDb: 0 }
          - { scheme: jscc-fc, bandwidth: 8, trainSnrDb: 0 }
          - { scheme: digital, latentDimension: 8, lambda: 20 }
        """;

    public static void MakeData(string folder) => SyntheticPedestrians.Generate(folder, new SyntheticPedestriansOptions
    {
        TrainIdentities = 12,
        TestIdentities = 6,
        ImagesPerCamera = 3,
        Height = 32,
        Width = 16,
    });
}
