using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using JsccGrid.Experiments.Protocol;

namespace JsccGrid.Training.Runtime;

/// <summary>
/// Runs the program on the libtorch of a folder that <c>JSCCGRID_LIBTORCH</c> names (for instance <c>torch/lib</c> inside a PyTorch
/// installation with CUDA) instead of the one it was built with. The libraries are loaded by full path before TorchSharp starts;
/// TorchSharp's own native library then finds them by name. TorchSharp would also load the packaged libtorch_cpu, and two copies in
/// one process abort it, so the program is loaded again in a context that answers for native libraries.
/// </summary>
internal static class LibTorchFolder
{
    public const string Variable = RuntimeReport.LibTorchVariable;

    /// <summary>What libtorch consists of, each after what it needs; CPU builds lack the CUDA ones.</summary>
    private static readonly string[] Libraries = ["c10", "c10_cuda", "torch_cpu", "torch_cuda_linalg", "torch_cuda", "torch"];

    private static readonly string[] Indispensable = ["c10", "torch_cpu", "torch"];

    /// <summary>The folder asked for, or null.</summary>
    public static string? Requested => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : null;

    /// <summary>Whether this code already runs on the libraries of the folder.</summary>
    private static bool IsLoaded => AssemblyLoadContext.GetLoadContext(typeof(LibTorchFolder).Assembly) is Context;

    /// <summary>The static method <paramref name="main"/>, which will find the folder's libtorch where one is asked for.</summary>
    /// <exception cref="LibTorchException">The folder holds no libtorch, or one that this system cannot load.</exception>
    public static Func<string[], int> Prepare(Func<string[], int> main)
    {
        if (Requested is not { } folder || IsLoaded) return main;
        var type = main.Method.DeclaringType!;
        return new Context(Load(folder)).LoadFromAssemblyPath(type.Assembly.Location).GetType(type.FullName!)!
            .GetMethod(main.Method.Name, [typeof(string[])])!.CreateDelegate<Func<string[], int>>();
    }

    private static Dictionary<string, IntPtr> Load(string folder)
    {
        var missing = Indispensable.Where(name => !File.Exists(FileOf(folder, name)))
            .Select(name => Path.GetFileName(FileOf(folder, name))).ToList();
        if (missing.Count > 0)
            throw new LibTorchException($"{Variable} is '{folder}', which lacks {string.Join(", ", missing)}. "
                + "It must be a folder of libtorch libraries, such as torch/lib in a PyTorch installation.");
        LoadCudaLibrariesBeside(folder);
        var loaded = new Dictionary<string, IntPtr>(StringComparer.Ordinal);
        foreach (var name in Libraries.Where(name => File.Exists(FileOf(folder, name))))
        {
            try
            {
                loaded.Add(name, NativeLibrary.Load(FileOf(folder, name)));
            }
            catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
            {
                throw new LibTorchException($"{Variable}: {FileOf(folder, name)} cannot be loaded: {exception.Message}", exception);
            }
        }
        return loaded;
    }

    /// <summary>
    /// PyTorch wheels keep cuDNN, cuBLAS and others in <c>site-packages/nvidia/*/lib</c>. libtorch_cuda names the paths relative to
    /// itself; where an installation was moved apart, loading them first makes up for it. They need each other in no documented
    /// order, so passes repeat as long as one loads something; what stays behind is for libtorch's own loading to complain about.
    /// </summary>
    private static void LoadCudaLibrariesBeside(string folder)
    {
        var vendor = Path.GetFullPath(Path.Combine(folder, "..", "..", "nvidia"));
        if (!Directory.Exists(vendor) || !File.Exists(FileOf(folder, "torch_cuda"))) return;
        var waiting = Directory.EnumerateDirectories(vendor)
            .Select(package => Path.Combine(package, "lib"))
            .Where(Directory.Exists)
            .SelectMany(package => Directory.EnumerateFiles(package, "*.so*"))
            .Order(StringComparer.Ordinal).ToList();
        while (waiting.RemoveAll(library => NativeLibrary.TryLoad(library, out _)) > 0)
        {
        }
    }

    private static string FileOf(string folder, string name) => Path.GetFullPath(Path.Combine(folder,
        OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so"));

    private sealed class Context(IReadOnlyDictionary<string, IntPtr> libraries) : AssemblyLoadContext("libtorch")
    {
        private readonly AssemblyDependencyResolver resolver = new(typeof(LibTorchFolder).Assembly.Location);

        protected override Assembly? Load(AssemblyName assemblyName) =>
            resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

        protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
            libraries.TryGetValue(unmanagedDllName, out var library) ? library
            : resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? NativeLibrary.Load(path)
            : IntPtr.Zero;
    }
}
