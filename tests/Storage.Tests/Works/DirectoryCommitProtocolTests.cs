
namespace JsccGrid.Storage.Tests.Works;

public sealed class DirectoryCommitProtocolTests : CommitProtocolTests, IDisposable
{
    private readonly TemporaryFolder root = new();

    protected override StoreOptions NewStore() =>
        new() { Folder = Directory.CreateDirectory(Path.Combine(root.Path, Guid.NewGuid().ToString("n"))).FullName };

    void IDisposable.Dispose()
    {
        root.Dispose();
        base.Dispose();
    }
}
