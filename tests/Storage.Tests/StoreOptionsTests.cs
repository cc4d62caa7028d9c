using JsccGrid.Storage.Objects;
using Xunit;

namespace JsccGrid.Storage.Tests;

public sealed class StoreOptionsTests
{
    private const string Account = "DefaultEndpointsProtocol=https;AccountName=name;AccountKey=c2VjcmV0;EndpointSuffix=core.windows.net";

    [Fact]
    public void Open_WithEverythingWrong_SaysAllAtOnce()
    {
        var options = new StoreOptions
        {
            Folder = " ",
            ConnectionString = "AccountKey=c2VjcmV0",
            AccountUrl = "http://a/b",
            Container = "No_Name"
        };
        var message = Assert.Throws<ArgumentException>(() => ObjectStores.Open(options, TimeProvider.System)).Message;
        Assert.Equal(5, options.FindProblems().Count);
        Assert.All(options.FindProblems(), problem => Assert.Contains(problem, message, StringComparison.Ordinal));
        Assert.DoesNotContain("c2VjcmV0", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WithNothing_SaysWhatIsExpected() => Assert.Contains(
        "exactly one",
        Assert.Throws<ArgumentException>(() => ObjectStores.Open(new StoreOptions(), TimeProvider.System)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(Account, null, "jsccgrid")]
    [InlineData(null, "https://name.blob.core.windows.net", "a-b-1")]
    [InlineData(null, "https://name.blob.core.windows.net/", "abc")]
    public void Open_OfARemoteStore_AsksNothingOfItYet(string? connectionString, string? url, string container)
    {
        var options = new StoreOptions { ConnectionString = connectionString, AccountUrl = url, Container = container };
        Assert.Empty(options.FindProblems());
        ObjectStores.Open(options, TimeProvider.System).Dispose();
    }

    [Fact]
    public async Task Open_OfAFolderThatIsNotThere_WaitsForItAndMakesNone()
    {
        using var parent = new TemporaryFolder();
        var folder = Path.Combine(parent.Path, "share", "store");
        using var store = ObjectStores.Open(new StoreOptions { Folder = folder }, TimeProvider.System);

        var write = () => store.WriteAsync("a", "b"u8.ToArray(), WriteCondition.Always, TestContext.Current.CancellationToken);
        var gone = await Assert.ThrowsAsync<StoreUnavailableException>(write);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ReadAsync("a", TestContext.Current.CancellationToken));

        Assert.Equal(
            $"The store is gone: the folder '{folder}' is not there. "
                + "Was it moved, or its file system unmounted? It is not made by a cluster.",
            gone.Message);
        Assert.False(Directory.Exists(folder));
        Directory.CreateDirectory(folder);
        Assert.NotNull(await write());
    }

    [Fact]
    public void Text_OfAConnectionString_HasNoKey() =>
        Assert.DoesNotContain("c2VjcmV0", new StoreOptions { ConnectionString = Account }.ToString(), StringComparison.Ordinal);
}
