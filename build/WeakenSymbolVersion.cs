using System;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Copies an ELF library with one required symbol version marked weak (VER_FLG_WEAK), so that the dynamic loader accepts a
/// C++ runtime that does not define that version. Does nothing where the machine's libstdc++ defines it.
/// ELF structures: System V gABI, "Symbol Versioning" (Elfxx_Verneed, Elfxx_Vernaux).
/// </summary>
public class WeakenSymbolVersion : Task
{
    private const int SectionTypeVerneed = 0x6ffffffe;
    private const ushort VersionFlagWeak = 0x2;

    [Required] public ITaskItem[] Library { get; set; }
    [Required] public string SymbolVersion { get; set; }
    [Required] public string OutputFolder { get; set; }
    [Output] public ITaskItem[] Written { get; set; }

    public override bool Execute()
    {
        Written = new ITaskItem[0];
        var runtime = FindCppRuntime();
        if (runtime == null || Contains(File.ReadAllBytes(runtime), SymbolVersion)) return true;
        Log.LogMessage(MessageImportance.Normal,
            "{0} lacks {1}: a copy of {2} with that requirement marked weak is used.",
            runtime, SymbolVersion, Path.GetFileName(Library[0].ItemSpec));
        Written = Library.Select(Weaken).ToArray();
        return !Log.HasLoggedErrors;
    }

    private ITaskItem Weaken(ITaskItem library)
    {
        var source = library.ItemSpec;
        var target = Path.Combine(OutputFolder, Path.GetFileName(source));
        var item = new TaskItem(library) { ItemSpec = target };
        if (File.Exists(target) && File.GetLastWriteTimeUtc(target) >= File.GetLastWriteTimeUtc(source)) return item;

        var image = File.ReadAllBytes(source);
        if (!MarkWeak(image))
            Log.LogError("{0} does not require {1} in a way that can be marked weak: "
                + "this TorchSharp needs a system with a newer libstdc++ (GCC 13, for instance Debian 13 or Ubuntu 24.04).", source, SymbolVersion);
        Directory.CreateDirectory(OutputFolder);
        var partial = target + "." + Guid.NewGuid().ToString("N");
        File.WriteAllBytes(partial, image);
        File.Delete(target);
        File.Move(partial, target);
        return item;
    }

    private bool MarkWeak(byte[] image)
    {
        var is64BitLittleEndianElf = image.Length > 64 && image[0] == 0x7f && image[1] == 'E' && image[2] == 'L' && image[3] == 'F'
            && image[4] == 2 && image[5] == 1;
        if (!is64BitLittleEndianElf) return false;
        var sections = (int)BitConverter.ToInt64(image, 0x28);
        var sectionSize = BitConverter.ToUInt16(image, 0x3a);
        var sectionCount = BitConverter.ToUInt16(image, 0x3c);
        for (var i = 0; i < sectionCount; i++)
        {
            var header = sections + i * sectionSize;
            if (BitConverter.ToInt32(image, header + 4) != SectionTypeVerneed) continue;
            var needs = (int)BitConverter.ToInt64(image, header + 0x18);
            var stringsHeader = sections + BitConverter.ToInt32(image, header + 0x28) * sectionSize;
            var strings = (int)BitConverter.ToInt64(image, stringsHeader + 0x18);
            if (MarkWeak(image, needs, strings)) return true;
        }
        return false;
    }

    private bool MarkWeak(byte[] image, int need, int strings)
    {
        while (true)
        {
            var entry = need + BitConverter.ToInt32(image, need + 8);
            while (true)
            {
                if (StringAt(image, strings + BitConverter.ToInt32(image, entry + 8)) == SymbolVersion)
                {
                    image[entry + 4] |= (byte)VersionFlagWeak;
                    return true;
                }
                var nextEntry = BitConverter.ToInt32(image, entry + 12);
                if (nextEntry == 0) break;
                entry += nextEntry;
            }
            var nextNeed = BitConverter.ToInt32(image, need + 12);
            if (nextNeed == 0) return false;
            need += nextNeed;
        }
    }

    private static string StringAt(byte[] image, int start)
    {
        return Encoding.ASCII.GetString(image, start, Array.IndexOf(image, (byte)0, start) - start);
    }

    private static string FindCppRuntime()
    {
        return new[] { "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib64", "/usr/lib64", "/lib/aarch64-linux-gnu",
                "/usr/lib/aarch64-linux-gnu", "/usr/lib" }
            .Select(folder => Path.Combine(folder, "libstdc++.so.6"))
            .FirstOrDefault(File.Exists);
    }

    private static bool Contains(byte[] haystack, string needle)
    {
        return Encoding.GetEncoding("ISO-8859-1").GetString(haystack).IndexOf(needle, StringComparison.Ordinal) >= 0;
    }
}
