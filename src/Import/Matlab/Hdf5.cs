namespace JsccGrid.Import.Matlab;

/// <summary>Recognises HDF5, which MATLAB writes since 7.3.</summary>
internal static class Hdf5
{
    private static readonly byte[] Magic = [0x89, .. "HDF\r\n"u8];

    /// <summary>Whether a file that begins so is HDF5, with or without the 512 bytes of its own that MATLAB puts before.</summary>
    public static bool IsIn(ReadOnlySpan<byte> head) => head.IndexOf(Magic) is 0 or 512;
}
