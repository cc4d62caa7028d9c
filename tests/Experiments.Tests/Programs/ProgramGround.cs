using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Grids;
using JsccGrid.Experiments.Yaml;

namespace JsccGrid.Experiments.Tests.Programs;

/// <summary>A folder with a grid file of an outside program, deleted afterwards.</summary>
internal sealed class ProgramGround : IDisposable
{
    public const string Scheme = """
          - name: my-codec
            title: My codec
            command: [python3, train.py]
            files: [train.py, lib/model.py]
            axes:
              - { name: rate, symbol: R, unit: bits, type: integer, min: 1, max: 4096 }
              - { name: trainSnrDb, symbol: SNR, unit: dB, type: decibel }
        """;

    public const string Sweep = "scheme: my-codec, rate: [32, 64], trainSnrDb: [0, inf]";

    public static readonly DataSetReference Data = new() { Name = "people", Fingerprint = new string('a', 32) };

    public ProgramGround()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "lib"));
        Write("train.py", "print('trains')\n");
        Write("lib/model.py", "LAYERS = 3\n");
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("jsccgrid-test-").FullName;

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);

    public GridDefinition Load(string schemes = Scheme, string sweep = Sweep)
    {
        Write("grid.yaml", $$"""
            name: mine
            recipe: demo
            seeds: 0
            figures: { bandwidth: 8 }
            schemes:
            {{schemes}}
            sweeps:
              - { {{sweep}} }
            """);
        return GridFile.Load(Path.Combine(Folder, "grid.yaml"));
    }

    public IReadOnlyList<CellSpec> Cells(string schemes = Scheme, string sweep = Sweep) =>
        ExpandedGrid.Of(Load(schemes, sweep), Data).Cells;

    /// <summary>What is wrong with a grid file, a line each, without the folder.</summary>
    public IReadOnlyList<string> Errors(string schemes, string sweep = Sweep) =>
        [.. Xunit.Assert.Throws<InvalidInputException>(() => Load(schemes, sweep)).Errors.Select(error =>
            $"{error}".Replace($"{Folder}/", "", StringComparison.Ordinal))];

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
