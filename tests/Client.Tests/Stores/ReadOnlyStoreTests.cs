using JsccGrid.Experiments.Cells;
using JsccGrid.Storage;
using Xunit;

namespace JsccGrid.Client.Tests.Stores;

/// <summary>Reading needs no writing.</summary>
public sealed class ReadOnlyStoreTests : IDisposable
{
    private const UnixFileMode Everyone =
        UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead
        | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Store => folder["store"];

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows() && Directory.Exists(Store)) SetWritable(true);
        folder.Dispose();
    }

    [Fact]
    public async Task Verbs_ThatRead_LeaveTheStoreAsItWas()
    {
        var cells = await StoredGrid.MakeAsync(Store);
        foreach (var left in new[] { ".locks", ".tmp" }) Directory.Delete(Path.Combine(Store, left), recursive: true);
        var before = Tree();
        foreach (var verb in Readings(cells[0]))
        {
            var outcome = await Verbs.RunAsync(verb);
            Assert.True(outcome.ExitCode == 0, $"{verb[0]}: {outcome.Error}");
        }
        Assert.Equal(before, Tree());
    }

    [Fact]
    public async Task Verbs_ThatRead_WorkForAUserWhoMayNotWriteToTheStore()
    {
        if (OperatingSystem.IsWindows() || !File.Exists("/usr/bin/setpriv") || Environment.UserName != "root")
        {
            Assert.Skip("Needs root and setpriv, to become another user.");
            return;
        }
        var cells = await StoredGrid.MakeAsync(Store);
        // One cell's result is damaged and one was never published: neither can be repaired here.
        await File.WriteAllTextAsync(Path.Combine(Store, StoreLayout.Result(cells[1].Id)), "{", Cancellation);
        File.Delete(Path.Combine(Store, StoreLayout.Result(cells[2].Id)));
        const string Orphan = "cells/0123456789abcdef0123456789abcdef";
        Directory.CreateDirectory(Path.Combine(Store, Orphan));
        await File.WriteAllTextAsync(Path.Combine(Store, Orphan, "log.jsonl"), "12345\n", Cancellation);
        SetWritable(false);
        File.SetUnixFileMode(folder.Path, Everyone);
        var scratch = Directory.CreateDirectory(folder["scratch"]).FullName;
        File.SetUnixFileMode(scratch, (UnixFileMode)0b111_111_111);
        if (!(await RunAsNobodyAsync(scratch, "--version")).Success) Assert.Skip("Another user may not run this build where it lies.");

        var before = Tree();
        foreach (var verb in Readings(cells[0], Path.Combine(scratch, "out")))
        {
            var (success, text) = await RunAsNobodyAsync(scratch, verb);
            Assert.True(success, $"{verb[0]}: {text}");
            if (verb[0] == "curves") Assert.Contains(StoreLayout.Result(cells[1].Id), text, StringComparison.Ordinal);
        }
        Assert.Equal(before, Tree());
        var (deleted, refused) = await RunAsNobodyAsync(scratch, "gc", "--store", Store, "--older-than", "0", "--yes");
        Assert.False(deleted);
        Assert.Contains($"The store '{Store}' cannot be written to by this user", refused, StringComparison.Ordinal);
    }

    private string[][] Readings(CellSpec cell, string? outFolder = null) =>
    [
        ["status", "--store", Store], ["status", StoredGrid.Name, "--store", Store], ["cells", StoredGrid.Name, "--store", Store],
        ["grids", "--store", Store], ["why", cell.Id.Value, "--store", Store], ["logs", cell.Id.Value, "--store", Store],
        ["gc", "--store", Store, "--older-than", "0"],
        ["curves", StoredGrid.Name, "--store", Store, "--out", outFolder ?? folder["out"]],
    ];

    private List<string> Tree() =>
        [.. new DirectoryInfo(Store)
            .EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(entry => $"{entry.FullName} {(entry as FileInfo)?.Length} {entry.LastWriteTimeUtc:O}").Order(StringComparer.Ordinal)];

    private void SetWritable(bool writable)
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (var entry in new DirectoryInfo(Store)
            .EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Append(new DirectoryInfo(Store)))
            entry.UnixFileMode = writable ? Everyone | UnixFileMode.UserWrite : Everyone;
    }

    private static async Task<(bool Success, string Text)> RunAsNobodyAsync(string scratch, params string[] arguments)
    {
        var outcome = await Jsccgrid.RunAsync(
            scratch, new() { ["HOME"] = scratch, ["TMPDIR"] = scratch, ["DOTNET_CLI_HOME"] = scratch }, arguments,
            ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]);
        return (outcome.ExitCode == 0, outcome.Output + outcome.Error);
    }
}
