
namespace JsccGrid.Storage.Tests.Inputs;

public sealed class DirectoryInputArchiveTests : InputArchiveContract, IDisposable
{
    private readonly TemporaryFolder root = new();

    protected override StoreOptions Options => new() { Folder = root.Path };

    void IDisposable.Dispose()
    {
        base.Dispose();
        root.Dispose();
    }
}
