using JsccGrid.Training.Models;
using JsccGrid.Training.Tensors;
using static TorchSharp.torch;

namespace JsccGrid.Training.Schemes;

/// <summary>The pretrained re-ID baseline, as the baseline stage writes it: <c>backbone.*</c> and <c>classifier.*</c>.</summary>
internal static class BaselineWeights
{
    public const string FileName = "baseline.safetensors";
    private const string BackbonePrefix = "backbone.";
    private const string ClassifierPrefix = "classifier.";

    public static void Write(string path, ResNet backbone, IdentityClassifier classifier)
    {
        var tensors = ModuleState.Export(backbone, BackbonePrefix);
        foreach (var (name, tensor) in ModuleState.Export(classifier, ClassifierPrefix)) tensors.Add(name, tensor);
        SafetensorsFile.Write(path, tensors);
    }

    public static void LoadBackbone(string path, ResNet backbone) => Load(path, backbone, BackbonePrefix, ClassifierPrefix);

    public static void LoadClassifier(string path, IdentityClassifier classifier) =>
        Load(path, classifier, ClassifierPrefix, BackbonePrefix);

    private static void Load(string path, nn.Module network, string prefix, string otherPrefix)
    {
        using var file = SafetensorsFile.Read(path);
        ModuleState.Load(network, file.Tensors, prefix, otherPrefix);
    }
}
