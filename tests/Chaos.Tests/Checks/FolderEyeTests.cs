using JsccGrid.Chaos.Checks;
using JsccGrid.Chaos.Cluster;
using Xunit;

namespace JsccGrid.Chaos.Tests.Checks;

public sealed class FolderEyeTests : IAsyncDisposable
{
    private const string Name = "cells/a/result.json";
    private readonly string folder = Directory.CreateTempSubdirectory("jsccgrid-eye-").FullName;
    private readonly FolderStore store;
    private readonly FolderEye eye;

    public FolderEyeTests()
    {
        store = new FolderStore(Path.Combine(folder, "store"));
        eye = new FolderEye(store);
        Directory.CreateDirectory(Path.Combine(store.Folder, "cells", "a"));
        File.WriteAllText(Path.Combine(store.Folder, Name), "first");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Read_WhileTheStoreIsAway_FindsItWhereItIs()
    {
        store.MoveAway();

        Assert.False(Directory.Exists(store.Folder));
        Assert.Equal("first"u8.ToArray(), (await eye.ReadAsync(Name, Cancellation))?.Content);
        Assert.Null(await eye.ReadAsync("cells/b/result.json", Cancellation));
        Assert.Null(store.MoveBack());
    }

    [Fact]
    public async Task Tags_OfAnObjectWrittenAgainWithTheSameContent_Differ()
    {
        var before = await eye.TagsAsync("cells", Cancellation);
        Assert.Equal((await eye.ReadAsync(Name, Cancellation))?.Tag, before[Name]);

        File.SetLastWriteTimeUtc(Path.Combine(store.Folder, Name), DateTime.UnixEpoch);

        Assert.NotEqual(before[Name], (await eye.TagsAsync("cells", Cancellation))[Name]);
    }

    [Fact]
    public async Task Write_OfAnObjectThatHasChanged_IsRefused()
    {
        await Assert.ThrowsAsync<IOException>(() => eye.WriteAsync(Name, [], "another", Cancellation));

        await eye.WriteAsync(Name, "second"u8.ToArray(), (await eye.ReadAsync(Name, Cancellation))!.Value.Tag, Cancellation);
        Assert.Equal("second", await File.ReadAllTextAsync(Path.Combine(store.Folder, Name), Cancellation));
    }

    [Fact]
    public void MoveBack_WhereAnotherStoreWasMadeMeanwhile_SetsThatAside()
    {
        store.MoveAway();
        Directory.CreateDirectory(Path.Combine(store.Folder, ".locks"));

        var impostor = store.MoveBack();

        Assert.True(Directory.Exists(Path.Combine(impostor!, ".locks")));
        Assert.True(File.Exists(Path.Combine(store.Folder, Name)));
    }
}
