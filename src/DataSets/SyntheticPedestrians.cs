using System.Text.Json;
using JsccGrid.Experiments;
using JsccGrid.Experiments.Cells;
using JsccGrid.DataSets.Pedestrians;

namespace JsccGrid.DataSets;

/// <summary>
/// Draws people seen by two cameras, as a data set in re-ID layout, for demonstrations and tests without downloads. A person keeps
/// build, clothes, hair and bag; the cameras differ in place, light, colours, sharpness and the side that people show.
/// </summary>
public static class SyntheticPedestrians
{
    /// <summary>Raised when the same options would draw other pictures.</summary>
    public const int GeneratorVersion = 1;

    private const string ManifestName = "synthetic.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private sealed record Manifest(int GeneratorVersion, SyntheticPedestriansOptions Options);

    /// <summary>
    /// Draws the data set into a new or empty folder; does nothing if the folder holds just that data set already. The folder
    /// appears whole or not at all.
    /// </summary>
    /// <exception cref="DataSetException">An option is out of range, or the folder holds something else.</exception>
    public static void Generate(string folder, SyntheticPedestriansOptions options, CancellationToken cancellation = default)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (options.Problems() is { Count: > 0 } problems) throw new DataSetException("Synthetic pedestrians cannot be drawn", problems);
        if (Exists(target, options)) return;

        var draft = target + ".partial";
        if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
        foreach (var split in DataSetPart.Names)
            Directory.CreateDirectory(Path.Combine(draft, split));
        Parallel.For(
            1, options.TrainIdentities + options.TestIdentities + 1, new ParallelOptions { CancellationToken = cancellation },
            person => Draw(draft, person, options));
        File.WriteAllText(Path.Combine(draft, ManifestName), JsonSerializer.Serialize(new Manifest(GeneratorVersion, options), Json));
        if (Directory.Exists(target)) Directory.Delete(target);
        Directory.Move(draft, target);
    }

    private static void Draw(string folder, int person, SyntheticPedestriansOptions options)
    {
        var appearance = Appearance.Draw(Seeded($"{options.Seed}/person/{person}"));
        for (var camera = 1; camera <= CameraStyle.Both.Count; camera++)
        {
            for (var image = 1; image <= options.ImagesPerCamera; image++)
            {
                var jpeg = Photographer.Take(
                    appearance, CameraStyle.Both[camera - 1], options.Height, options.Width,
                    Seeded($"{options.Seed}/image/{person}/{camera}/{image}"));
                var split = person <= options.TrainIdentities ? DataSetPart.Train : image == 1 ? DataSetPart.Query : DataSetPart.Gallery;
                File.WriteAllBytes(Path.Combine(folder, split, $"{person:D4}_c{camera}_{image:D2}.jpg"), jpeg);
            }
        }
    }

    private static bool Exists(string folder, SyntheticPedestriansOptions options)
    {
        if (!Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any()) return false;
        var manifest = ReadManifest(Path.Combine(folder, ManifestName));
        if (manifest == new Manifest(GeneratorVersion, options)) return true;
        throw new DataSetException($"Synthetic pedestrians cannot be drawn into {folder}",
        [
            manifest is null
                ? $"the folder holds other files (no {ManifestName} that can be read); expected a new or empty folder"
                : $"the folder holds {manifest.Options} of generator version {manifest.GeneratorVersion}, "
                    + $"not {options} of version {GeneratorVersion}; name another folder or delete this one",
        ]);
    }

    private static Manifest? ReadManifest(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<Manifest>(File.ReadAllText(path), Json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Random Seeded(string name) => new((int)StableHash.Of(name));
}
