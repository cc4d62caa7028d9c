using System.Runtime.InteropServices;
using JsccGrid.Experiments.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.Training.Runtime;

/// <summary>How a GPU computes products, which libtorch settles for the whole process.</summary>
internal static class Arithmetic
{
    /// <summary>
    /// TF32 for that precision alone: left to itself libtorch takes it for convolutions and not for matrix products, so that single
    /// precision would be none. And of cuDNN only what repeats to the bit, without which a resumed run ends elsewhere than one in one go.
    /// A processor has nothing to settle, and is left alone: settings that change while another thread computes are a race in libtorch.
    /// </summary>
    public static void Use(Precision precision, Device device)
    {
        if (device.type != DeviceType.CUDA) return;
        backends.cudnn.allow_tf32 = backends.cuda.matmul.allow_tf32 = precision == Precision.Tf32;
        RepeatToTheBit();
    }

    /// <summary>
    /// <c>at::globalContext().setDeterministicCuDNN(true)</c>, by the names that libtorch exports for C++ (Itanium ABI, as on Linux),
    /// since TorchSharp has no word for it.
    /// </summary>
    private static unsafe void RepeatToTheBit()
    {
        if (!OperatingSystem.IsLinux()) return;
        var library = NativeLibrary.Load(LoadedRuntime.LibTorchFile!); // which is loaded already: this finds it
        var context = ((delegate* unmanaged<IntPtr>)NativeLibrary.GetExport(library, "_ZN2at13globalContextEv"))();
        ((delegate* unmanaged<IntPtr, byte, void>)NativeLibrary.GetExport(library, "_ZN2at7Context21setDeterministicCuDNNEb"))(context, 1);
    }
}
