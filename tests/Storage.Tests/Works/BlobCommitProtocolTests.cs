using JsccGrid.Storage.Tests.Support;

namespace JsccGrid.Storage.Tests.Works;

public sealed class BlobCommitProtocolTests(AzuriteFixture azurite) : CommitProtocolTests
{
    protected override StoreOptions NewStore() => azurite.NewStore();
}
