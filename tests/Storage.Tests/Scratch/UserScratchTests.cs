using System.Runtime.Versioning;
using JsccGrid.Storage.Scratch;
using JsccGrid.Tests.Shared.Processes;
using Xunit;

namespace JsccGrid.Storage.Tests.Scratch;

[SupportedOSPlatform("linux")]
public sealed class UserScratchTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const string Nobody = "65534";

    private readonly string root = Directory.CreateTempSubdirectory("jsccgrid-test-").FullName;

    private string Folder => Path.Combine(root, "scratch");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Folder_OfTheUser_IsNotThatOfOthers()
    {
        Assert.Equal($"jsccgrid-{Run("id", "-u").Trim()}", Path.GetFileName(UserScratch.Folder));
    }

    [Fact]
    public void Make_OfANewFolder_LetsOnlyItsOwnerIn()
    {
        Assert.Equal(Folder, UserScratch.Make(Folder));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Folder));
    }

    [Fact]
    public void Make_OfAnOwnFolderThatIsOpenToOthers_ClosesItAndKeepsWhatIsInIt()
    {
        Directory.CreateDirectory(Folder, OwnerOnly | UnixFileMode.GroupWrite | UnixFileMode.OtherRead);
        File.WriteAllText(Path.Combine(Folder, "file"), "");
        UserScratch.Make(Folder);
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Folder));
        Assert.True(File.Exists(Path.Combine(Folder, "file")));
    }

    [Fact]
    public void Make_WhereALinkLies_RefusesIt()
    {
        var target = Directory.CreateDirectory(Path.Combine(root, "elsewhere")).FullName;
        var mode = File.GetUnixFileMode(target);
        Directory.CreateSymbolicLink(Folder, target);
        var exception = Assert.Throws<ScratchException>(() => UserScratch.Make(Folder));
        Assert.Equal(
            $"The folder '{Folder}' for temporary files is a link to '{target}', which is not followed. "
                + "Remove it, or let TMPDIR name another place.",
            exception.Message);
        Assert.Equal(mode, File.GetUnixFileMode(target));
    }

    [Fact]
    public void Make_WhereAFileLies_RefusesIt()
    {
        File.WriteAllText(Folder, "mine");
        var exception = Assert.Throws<ScratchException>(() => UserScratch.Make(Folder, "the setting"));
        Assert.Equal(
            $"The folder '{Folder}' for temporary files is a file. Remove it, or let the setting name another place.",
            exception.Message);
        Assert.Equal("mine", File.ReadAllText(Folder));
    }

    [Fact]
    public void Make_UnderAFile_SaysWhatWouldHelp()
    {
        File.WriteAllText(Folder, "");
        var exception = Assert.Throws<ScratchException>(() => UserScratch.Make(Path.Combine(Folder, "mine")));
        Assert.StartsWith($"The folder '{Folder}/mine' for temporary files cannot be made: ", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(" Let TMPDIR name a folder that you can write to.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Make_OfAnothersFolder_RefusesIt()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can make a folder that is another user's.");
        Directory.CreateDirectory(Folder, OwnerOnly);
        Run("chown", Nobody, Folder);
        var exception = Assert.Throws<ScratchException>(() => UserScratch.Make(Folder));
        Assert.Equal(
            $"The folder '{Folder}' for temporary files belongs to another user, with id {Nobody}. "
                + "Remove it, or let TMPDIR name another place.",
            exception.Message);
    }

    private static string Run(string program, params string[] arguments)
    {
        var ended = TestProcess.Run(program, arguments);
        Assert.True(ended.ExitCode == 0, ended.Errors);
        return ended.Output;
    }
}
