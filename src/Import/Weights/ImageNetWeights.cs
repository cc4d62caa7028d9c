using JsccGrid.Experiments.Files;

namespace JsccGrid.Import.Weights;

/// <summary>
/// The ResNet trained on ImageNet that the NuGet package Microsoft.ML.DnnImageFeaturizer.ResNet18 (MIT) carries. It is not
/// torchvision's ResNet-18: its last stage has three blocks. It takes blue, green and red from 0 to 255 less a mean image.
/// </summary>
public static class ImageNetWeights
{
    public const string Package = "Microsoft.ML.DnnImageFeaturizer.ResNet18";
    public const string Version = "0.23.1";

    /// <summary>Where the model is in the package.</summary>
    public const string PathInPackage = "tools/DnnImageModels/ResNet18Onnx/ResNet18.onnx";

    /// <summary>SHA-256 of the model.</summary>
    public const string OnnxSha256 = "e2552f19db2dfdb01b3669537b6a0f1b44da38d18279535492ed5dfc2ef1ff8f";

    /// <summary>The mean over the pixels of the package's mean image (ResNetPrepOnnx/ResNetPreprocess.onnx).</summary>
    internal static PixelScale Pixels { get; } = new([103.06262402, 115.90288236, 123.15163078]);

    /// <summary>Where the model is in a folder of NuGet packages.</summary>
    public static string PathIn(string packagesFolder) => Path.Combine(packagesFolder, Package.ToLowerInvariant(), Version, PathInPackage);

    /// <exception cref="ImportException">The file is another one.</exception>
    public static void Require(string path)
    {
        var sha256 = FileHash.Of(path);
        if (sha256 != OnnxSha256)
            throw new ImportException(path,
                $"its SHA-256 is {sha256}, where that of {Package} {Version} is {OnnxSha256}; delete the package's folder and try again");
    }
}
