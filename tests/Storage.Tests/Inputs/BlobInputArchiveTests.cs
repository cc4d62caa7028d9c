using JsccGrid.Storage.Tests.Support;

namespace JsccGrid.Storage.Tests.Inputs;

public sealed class BlobInputArchiveTests(AzuriteFixture azurite) : InputArchiveContract
{
    protected override StoreOptions Options { get; } = azurite.NewStore();
}
