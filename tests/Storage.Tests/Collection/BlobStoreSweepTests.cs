using JsccGrid.Storage.Tests.Support;

namespace JsccGrid.Storage.Tests.Collection;

public sealed class BlobStoreSweepTests(AzuriteFixture azurite) : StoreSweepContract
{
    protected override StoreOptions Options { get; } = azurite.NewStore();
}
