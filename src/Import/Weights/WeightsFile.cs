using JsccGrid.Experiments.Files;

namespace JsccGrid.Import.Weights;

/// <summary>Reads weights out of files that training does not read.</summary>
public static class WeightsFile
{
    /// <summary>Raised when the same file would give other bytes.</summary>
    public const int ConverterVersion = 2;

    /// <summary>Highest version of ONNX's format; a file that begins like one of a later version is taken for something else.</summary>
    private const int MaxOnnxVersion = 64;

    /// <summary>Tells by the first bytes and, where these leave it open, by the name, how a file keeps weights.</summary>
    /// <exception cref="ImportException">It is no file, or one of another kind under the name of a model.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static WeightsFormat FormatOf(string path)
    {
        if (Path.Exists(path) && RegularFile.WhyNot(path) is { } fault)
            throw new ImportException(path, $"{fault}; expected a file of weights");
        Span<byte> buffer = stackalloc byte[ForeignFile.HeadLength];
        using var file = File.OpenRead(path);
        var head = buffer[..file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
        if (SafetensorsHeader.Begins(head)) return WeightsFormat.Safetensors;
        if (head is [(byte)'P', (byte)'K', 3, 4, ..]) return WeightsFormat.TorchArchive;
        if (head is [0x80, >= 2 and <= 5, ..]) return WeightsFormat.TorchLegacy;
        var isNamedOnnx = Path.GetExtension(path).Equals(".onnx", StringComparison.OrdinalIgnoreCase);
        var isNamedTorch = Path.GetExtension(path) is ".pth" or ".pt";
        if ((isNamedOnnx || isNamedTorch) && ForeignFile.Describe(head) is { } what)
            throw new ImportException(path, $"{what}; expected {(isNamedOnnx ? "an ONNX model" : "a file that torch.save wrote")}");
        if (isNamedTorch)
            throw new ImportException(path, "nothing that torch.save writes; expected a zip archive or, before PyTorch 1.6, a pickle");
        // An ONNX model has no magic; exporters write the version of the format, a small number, first.
        return isNamedOnnx || head is [0x08, > 0 and <= MaxOnnxVersion, ..] ? WeightsFormat.Onnx : WeightsFormat.Safetensors;
    }

    /// <summary>Reads the weights of an ONNX model or of a file of <c>torch.save</c>.</summary>
    /// <exception cref="ImportException">The file is damaged, or holds something else; the message says what.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static WeightsContent Read(string path, WeightsFormat format)
    {
        using var file = File.OpenRead(path);
        if (file.Length > Array.MaxLength) throw new ImportException(path, $"{file.Length} bytes; weights of more than 2 GiB are not read");
        try
        {
            return format switch
            {
                WeightsFormat.Onnx => ReadOnnx(file),
                WeightsFormat.TorchArchive => new WeightsContent(TorchFile.ReadArchive(file), []),
                WeightsFormat.TorchLegacy => new WeightsContent(TorchFile.ReadLegacy(new BufferedStream(file)), []),
                _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Safetensors are not read here."),
            };
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException or OverflowException or EndOfStreamException)
        {
            throw new ImportException(path, $"{Prefix(format)}: {exception.Message}", exception);
        }
    }

    private static WeightsContent ReadOnnx(FileStream file)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var graph = OnnxGraph.Parse(bytes);
        var isPackaged = FileHash.Of(bytes) == ImageNetWeights.OnnxSha256;
        var tensors = OnnxResNet.Read(graph, isPackaged ? ImageNetWeights.Pixels : null, out var folded);
        return new WeightsContent(
            tensors,
            folded == 0 ? [] :
            [
                $"{folded} batch normalisations are folded into their convolutions, as exporters do for inference: the features "
                + "are the same, but training begins with statistics of its own. Where you can, export it as it was trained "
                + "(torch.onnx.export with training=TrainingMode.PRESERVE) or take its .pth",
            ]);
    }

    /// <summary>What a file that begins so is, before what is wrong with it.</summary>
    private static string Prefix(WeightsFormat format) => format switch
    {
        WeightsFormat.Onnx => "an ONNX model that cannot be used",
        WeightsFormat.TorchArchive => "a zip archive, as torch.save writes one (.pth, .pt), that cannot be used",
        _ => "a Python pickle, as torch.save wrote one before PyTorch 1.6, that cannot be used",
    };
}
