using System.Security.Cryptography;
using JsccGrid.Client.CommandLine;
using JsccGrid.Import.Weights;

namespace JsccGrid.Client.Runs;

/// <summary>Initial weights in the format that training reads, whatever format they were given in.</summary>
/// <param name="Given">Full path of what was given, or what it is called.</param>
/// <param name="File">The safetensors file: the one given, or a converted one in the user's cache.</param>
/// <param name="Sha256">Hash of the safetensors file, hexadecimal.</param>
/// <param name="Warnings">What may not be meant; a sentence each. Said when the weights are converted, which is once.</param>
internal sealed record ConvertedWeights(string Given, string File, string Sha256, IReadOnlyList<string> Warnings)
{
    /// <summary>What <c>--weights</c> calls the weights of <see cref="ImageNetWeights"/>.</summary>
    public const string ImageNet = "imagenet";

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
        var sha256 = await HashAsync(path, cancellationToken);
        if (format == WeightsFormat.Safetensors) return new ConvertedWeights(given, path, sha256, []);

        var cache = UserCache.Folder("weights");
        var known = $"{sha256}-v{WeightsFile.ConverterVersion}-";
        foreach (var file in Directory.EnumerateFiles(cache, $"{known}*.safetensors"))
        {
            // The name holds the hash of the content: what was damaged since is converted anew.
            var expected = Path.GetFileNameWithoutExtension(file)[known.Length..];
            if (await HashAsync(file, cancellationToken) == expected) return new ConvertedWeights(given, file, expected, []);
        }
        var content = WeightsFile.Read(path, format);
        var draft = Path.Combine(cache, $"{known}{Guid.NewGuid():n}.draft");
        SafetensorsWriter.Write(draft, content.Tensors);
        var converted = await HashAsync(draft, cancellationToken);
        var target = Path.Combine(cache, $"{known}{converted}.safetensors");
        System.IO.File.Move(draft, target, overwrite: true);
        return new ConvertedWeights(given, target, converted, [.. content.Warnings.Select(warning => $"{path}: {warning}.")]);
    }

    /// <summary>The formats of weights, for sentences.</summary>
    public const string Expected = ".safetensors, .pth or .onnx file of a residual network";

    private static async Task<string> HashAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = System.IO.File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}
