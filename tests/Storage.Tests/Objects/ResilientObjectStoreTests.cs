using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Tests.Support;
using Xunit;

namespace JsccGrid.Storage.Tests.Objects;

public sealed class ResilientObjectStoreTests
{
    private static readonly StoreResilienceOptions Quick = new() { BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(2) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_ThatFailsForAWhile_SucceedsInTheEnd()
    {
        using var folder = new TemporaryFolder();
        using var directory = new DirectoryObjectStore(folder.Path, TimeProvider.System);
        var faulty = new FaultyObjectStore(directory) { FailuresBefore = 3 };
        var store = new ResilientObjectStore(faulty, Quick, TimeProvider.System);
        Assert.NotNull(await store.WriteAsync("a", "x"u8.ToArray(), WriteCondition.IfAbsent, Cancellation));
        Assert.Equal(4, faulty.Writes);
    }

    [Fact]
    public async Task Call_ThatGoesOnFailing_ThrowsWhatTheStoreThrew()
    {
        using var folder = new TemporaryFolder();
        using var directory = new DirectoryObjectStore(folder.Path, TimeProvider.System);
        var faulty = new FaultyObjectStore(directory) { FailuresBefore = int.MaxValue };
        var store = new ResilientObjectStore(faulty, Quick, TimeProvider.System);
        var exception = await Assert.ThrowsAsync<IOException>(() => store.WriteAsync("a", default, WriteCondition.Always, Cancellation));
        Assert.Equal("The medium failed.", exception.Message);
        Assert.Equal(1 + Quick.MaxRetries, faulty.Writes);
    }

    [Fact]
    public async Task Upload_OfAMissingFile_IsNotRepeated()
    {
        using var folder = new TemporaryFolder();
        using var directory = new DirectoryObjectStore(folder.Path, TimeProvider.System);
        var patient = new StoreResilienceOptions { BaseDelay = TimeSpan.FromHours(1), MaxDelay = TimeSpan.FromHours(1) };
        var store = new ResilientObjectStore(directory, patient, TimeProvider.System);
        await Assert.ThrowsAsync<FileNotFoundException>(() => store.UploadAsync("a", Path.Combine(folder.Path, "none"), Cancellation));
    }
}
