namespace JsccGrid.Import.Weights;

/// <summary>How a file keeps weights.</summary>
public enum WeightsFormat
{
    /// <summary>Safetensors, which training reads; also what is none of the others.</summary>
    Safetensors,
    /// <summary>An ONNX model.</summary>
    Onnx,
    /// <summary>A zip archive of <c>torch.save</c>.</summary>
    TorchArchive,
    /// <summary>Pickles of <c>torch.save</c> before PyTorch 1.6.</summary>
    TorchLegacy,
}
