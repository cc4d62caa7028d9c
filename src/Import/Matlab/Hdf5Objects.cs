using System.Reflection;
using System.Runtime.CompilerServices;
using PureHDF;
using PureHDF.VOL.Native;

namespace JsccGrid.Import.Matlab;

/// <summary>
/// Follows object references by their address. PureHDF's own way searches all groups for the address, each time anew: in cuhk-03.mat, whose
/// references all point into one group of tens of thousands of objects, that takes hours. What it does once it has found the address is
/// called here without the search; it is not public, so a PureHDF without it is refused at the first reference.
/// </summary>
internal static class Hdf5Objects
{
    private static readonly Type? Reference = typeof(NativeFile).Assembly.GetType("PureHDF.VOL.Native.NativeNamedReference");
    private static readonly ConstructorInfo? Make = Reference?.GetConstructor([typeof(string), typeof(ulong), typeof(NativeFile)]);
    private static readonly MethodInfo? Dereference = Reference?.GetMethod("Dereference", Type.EmptyTypes);

    /// <summary>The data set that a reference points to.</summary>
    /// <exception cref="FormatException">It points to something else.</exception>
    public static IH5Dataset At(NativeFile file, NativeObjectReference1 reference)
    {
        if (Make is null || Dereference is null)
            throw new MissingMethodException($"{typeof(NativeFile).Assembly.FullName} has no way to follow a reference by its address.");
        var made = Make.Invoke(["", Unsafe.BitCast<NativeObjectReference1, ulong>(reference), file]);
        return Dereference.Invoke(made, BindingFlags.DoNotWrapExceptions, binder: null, parameters: null, culture: null) as IH5Dataset
            ?? throw new FormatException("a reference in it points to no data");
    }
}
