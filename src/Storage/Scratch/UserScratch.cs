using System.Globalization;
using System.Runtime.InteropServices;

namespace JsccGrid.Storage.Scratch;

/// <summary>
/// Folders for temporary files that belong to one user. The system's temporary folder is everybody's: a folder in it may be another
/// user's, or a link that another user has laid there, so nothing is put into one before it is known whose it is.
/// </summary>
public static partial class UserScratch
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>
    /// This user's folder for the files of all runs and workers: <c>jsccgrid-USERID</c> in the system's temporary folder. It is not
    /// made by asking for it.
    /// </summary>
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(
        Path.GetTempPath(),
        OperatingSystem.IsWindows() ? "jsccgrid" : string.Create(CultureInfo.InvariantCulture, $"jsccgrid-{EffectiveUser()}")));

    /// <summary>Makes a folder that only this user can enter; one that is there must be this user's and no link.</summary>
    /// <param name="folder">Absolute path. Folders above it are made where they are missing.</param>
    /// <param name="setting">What names another place, for the message of an error.</param>
    /// <returns><paramref name="folder"/>.</returns>
    /// <exception cref="ScratchException">It cannot be made, is no folder, a link, or another user's.</exception>
    public static string Make(string folder, string setting = "TMPDIR")
    {
        try
        {
            return MakeOwn(folder, setting);
        }
        catch (Exception exception) when (exception is IOException and not ScratchException or UnauthorizedAccessException)
        {
            throw new ScratchException(
                $"The folder '{folder}' for temporary files cannot be made: {exception.Message.TrimEnd('.')}. Let {setting} name a "
                    + "folder that you can write to.",
                exception);
        }
    }

    /// <summary>A path in this user's folder that no file has.</summary>
    /// <exception cref="ScratchException">The folder cannot be used.</exception>
    public static string NewPath() => Path.Combine(Make(Folder), Path.GetRandomFileName());

    private static string MakeOwn(string folder, string setting)
    {
        var there = new FileInfo(folder);
        if (there.LinkTarget is { } target) throw Refused($"is a link to '{target}', which is not followed");
        if (there.Exists) throw Refused("is a file");
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return folder;
        }
        Directory.CreateDirectory(folder, OwnerOnly);
        if (OwnerOf(folder) is { } owner && owner != EffectiveUser()) throw Refused($"belongs to another user, with id {owner}");
        // Fails where the folder is another's, which is all there is to go by on systems that do not tell the owner.
        if (File.GetUnixFileMode(folder) != OwnerOnly) File.SetUnixFileMode(folder, OwnerOnly);
        return folder;

        ScratchException Refused(string why) =>
            new($"The folder '{folder}' for temporary files {why}. Remove it, or let {setting} name another place.");
    }

    /// <returns>The owner's user id, links not followed; null on systems without statx(2).</returns>
    private static uint? OwnerOf(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;
        const int CurrentFolder = -100; // AT_FDCWD
        const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
        const uint WantOwner = 0x8; // STATX_UID
        Span<byte> found = stackalloc byte[256]; // struct statx, alike on every architecture
        if (StatX(CurrentFolder, path, NoFollow, WantOwner, found) != 0)
            throw new IOException(Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
        return BitConverter.ToUInt32(found[20..]); // stx_uid
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, Span<byte> found);
}
