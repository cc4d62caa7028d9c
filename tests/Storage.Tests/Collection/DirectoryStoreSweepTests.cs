
namespace JsccGrid.Storage.Tests.Collection;

public sealed class DirectoryStoreSweepTests : StoreSweepContract, IDisposable
{
    private readonly TemporaryFolder root = new();

    protected override StoreOptions Options => new() { Folder = root.Path };

    void IDisposable.Dispose()
    {
        base.Dispose();
        root.Dispose();
    }
}
