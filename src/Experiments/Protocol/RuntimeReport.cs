namespace JsccGrid.Experiments.Protocol;

/// <summary>What tensors can be computed with here; printed as JSON by <c>jsccgrid-train --doctor</c>.</summary>
public sealed record RuntimeReport
{
    /// <summary>The variable that names the folder of the libtorch to run on, instead of the one that was built in.</summary>
    public const string LibTorchVariable = "JSCCGRID_LIBTORCH";

    /// <summary>Version of the TorchSharp assembly.</summary>
    public required string TorchSharp { get; init; }
    /// <summary>Version of libtorch that TorchSharp was made for.</summary>
    public required string LibTorch { get; init; }
    /// <summary>Folder the loaded libtorch lies in; null where the system does not tell.</summary>
    public required string? LibTorchFolder { get; init; }
    /// <summary>Whether the loaded libtorch has its CUDA part.</summary>
    public required bool BuiltForCuda { get; init; }
    /// <summary>CUDA GPUs that libtorch can use.</summary>
    public required int CudaDevices { get; init; }
    /// <summary>Name and memory of each GPU that the driver sees, as <c>nvidia-smi</c> says; empty without one.</summary>
    public required EquatableList<string> Gpus { get; init; }
    /// <summary>Logical processors.</summary>
    public required int Processors { get; init; }
}
