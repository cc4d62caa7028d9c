using JsccGrid.Client.CommandLine;
using JsccGrid.Experiments.Files;
using JsccGrid.Import;
using JsccGrid.Import.Weights;

namespace JsccGrid.Client.Runs;

/// <summary>Initial weights in the format that training reads, whatever format they were given in.</summary>
/// <param name="Given">Full path of what was given, or what it is called.</param>
/// <param name="File">The safetensors file: the one given, or a converted one in the user's cache.</param>
/// <param name="Sha256">Hash of the safetensors file, hexadecimal.</param>
/// <param name="Warnings">What may not be meant; a sentence each.</param>
internal sealed record ConvertedWeights(string Given, string File, string Sha256, IReadOnlyList<string> Warnings)
{
    /// <summary>What <c>--weights</c> calls the weights of <see cref="ImageNetWeights"/>.</summary>
    public const string ImageNet = "imagenet";

    private const string DraftEnding = ".draft";

    /// <summary>An older draft is nobody's any more.</summary>
    private static readonly TimeSpan LongestConversion = TimeSpan.FromHours(1);

    /// <summary>For people: the file's name.</summary>
    public string Name => Path.GetFileName(Given);

    /// <param name="weights">A file, or <see cref="ImageNet"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    /// <exception cref="JsccGrid.Import.ImportException">The file cannot be converted; says why.</exception>
    /// <exception cref="UserException">There are no such weights here.</exception>
    public static async Task<ConvertedWeights> OpenAsync(string weights, CancellationToken cancellationToken)
    {
        var path = weights == ImageNet ? await ImageNetPackage.FindAsync(cancellationToken) : Path.GetFullPath(weights);
        if (!Path.Exists(path)) throw new FileNotFoundException($"There is no weights file '{path}'. Give '{ImageNet}' or a {Expected}.");
        var given = weights == ImageNet ? ImageNet : path;
        var format = WeightsFile.FormatOf(path);
        var sha256 = await FileHash.OfAsync(path, cancellationToken);
        if (format == WeightsFormat.Safetensors) return new ConvertedWeights(given, path, sha256, []);

        var cache = UserCache.Folder("weights");
        var known = $"{sha256}-v{WeightsFile.ConverterVersion}-";
        foreach (var file in Directory.EnumerateFiles(cache, $"{known}*.safetensors"))
        {
            // The name holds the hash of the content: what was damaged since is converted anew.
            var expected = Path.GetFileNameWithoutExtension(file)[known.Length..];
            if (System.IO.File.Exists(WarningsBeside(file)) && await FileHash.OfAsync(file, cancellationToken) == expected)
                return Of(file, expected, await System.IO.File.ReadAllLinesAsync(WarningsBeside(file), cancellationToken));
        }
        var content = WeightsFile.Read(path, format);
        if (await FileHash.OfAsync(path, cancellationToken) != sha256)
            throw new ImportException(path, "it was changed while it was read; try again when it is whole");
        var draft = Path.Combine(cache, $"{known}{Guid.NewGuid():n}{DraftEnding}");
        SafetensorsWriter.Write(draft, content.Tensors);
        var converted = await FileHash.OfAsync(draft, cancellationToken);
        DeleteLeftDrafts(cache, System.IO.File.GetLastWriteTimeUtc(draft) - LongestConversion);
        var target = Path.Combine(cache, $"{known}{converted}.safetensors");
        await System.IO.File.WriteAllLinesAsync($"{draft}.warnings", content.Warnings, cancellationToken);
        System.IO.File.Move($"{draft}.warnings", WarningsBeside(target), overwrite: true);
        System.IO.File.Move(draft, target, overwrite: true);
        return Of(target, converted, content.Warnings);

        ConvertedWeights Of(string file, string hash, IEnumerable<string> warnings) =>
            new(given, file, hash, [.. warnings.Select(warning => $"{path}: {warning}.")]);
    }

    /// <summary>The file, a warning in each line, that is kept beside a converted one.</summary>
    private static string WarningsBeside(string file) => Path.ChangeExtension(file, ".warnings");

    /// <summary>What conversions left that were killed.</summary>
    private static void DeleteLeftDrafts(string cache, DateTime before)
    {
        foreach (var left in Directory.EnumerateFiles(cache, $"*{DraftEnding}*"))
            if (System.IO.File.GetLastWriteTimeUtc(left) < before) System.IO.File.Delete(left);
    }

    /// <summary>The formats of weights, for sentences.</summary>
    public const string Expected = ".safetensors, .pth or .onnx file of a residual network";
}
