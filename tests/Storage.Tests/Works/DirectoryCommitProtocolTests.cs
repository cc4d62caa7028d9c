using JsccGrid.Storage.Tests.Support;

namespace JsccGrid.Storage.Tests.Works;

public sealed class DirectoryCommitProtocolTests : CommitProtocolTests, IDisposable
{
    private readonly TemporaryFolder root = new();

    protected override StoreOptions NewStore() => new() { Folder = Path.Combine(root.Path, Guid.NewGuid().ToString("n")) };

    void IDisposable.Dispose()
    {
        root.Dispose();
        base.Dispose();
    }
}
