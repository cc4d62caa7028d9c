using System.Net;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using JsccGrid.Storage.Blobs;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Tests.Objects;
using JsccGrid.Storage.Tests.Support;
using Xunit;

namespace JsccGrid.Storage.Tests.Blobs;

public sealed class BlobObjectStoreTests(AzuriteFixture azurite) : ObjectStoreContract
{
    private readonly StoreOptions options = azurite.NewStore();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected override StoreOptions Options => options;

    protected override int Kills => 2;

    [Fact]
    public async Task Write_IfVersionOfAContentThatCameBack_DoesNotHappen()
    {
        var store = Open();
        var first = await WriteThreeAsync(store);
        Assert.Null(await store.WriteAsync("a", "second"u8.ToArray(), WriteCondition.IfVersion(first), Cancellation));
    }

    [Fact]
    public async Task Append_BeyondTheServicesNumberOfBlocks_IsNotDone()
    {
        using var full = AnsweringStore(HttpStatusCode.Conflict, "BlockCountExceedsLimit");
        Assert.False(await full.AppendAsync("log", "x"u8.ToArray(), long.MaxValue, Cancellation));
    }

    [Fact]
    public async Task AnyCall_WithAWrongKey_SaysWhatToCheck()
    {
        var wrong = options with { ConnectionString = WithWrongKey(options.ConnectionString!) };
        using var store = ObjectStores.Open(wrong, TimeProvider.System);
        var exception = await Assert.ThrowsAsync<StoreAccessException>(() => store.ReadAsync("a", Cancellation));
        Assert.Contains("AccountKey", exception.Message, StringComparison.Ordinal);
        Assert.Contains(options.Container, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCall_WithNobodyListening_FailsAsTheMedium()
    {
        var nobody = options with
        {
            ConnectionString = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=aaaa;BlobEndpoint=http://127.0.0.1:1/a;"
        };
        using var store = ObjectStores.Open(nobody, TimeProvider.System);
        var exception = await Assert.ThrowsAsync<IOException>(() => store.WriteAsync("a", default, WriteCondition.Always, Cancellation));
        Assert.Contains("http://127.0.0.1:1/a", exception.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<IOException>(async () => await store.ListAsync("", Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Write_WithTheContainerGone_MakesItAnew()
    {
        var store = Open();
        Assert.Null(await store.ReadAsync("a", Cancellation));
        Assert.Empty(await store.ListAsync("", Cancellation).ToListAsync(Cancellation));
        Assert.Null(await store.WriteAsync("a", default, WriteCondition.IfVersion(new ObjectVersion("0x8D")), Cancellation));
        Assert.NotNull(await store.WriteAsync("a", default, WriteCondition.IfAbsent, Cancellation));
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, "ServerBusy")]
    [InlineData(HttpStatusCode.InternalServerError, "OperationTimedOut")]
    [InlineData(HttpStatusCode.Conflict, "ContainerBeingDeleted")]
    [InlineData(HttpStatusCode.NotFound, "")]
    public async Task AnyCall_WithAServiceThatFails_FailsAsTheMedium(HttpStatusCode status, string code)
    {
        using var store = AnsweringStore(status, code);
        Assert.Contains(
            code,
            (await Assert.ThrowsAsync<IOException>(() => store.ReadAsync("a", Cancellation))).Message,
            StringComparison.Ordinal);
        await Assert.ThrowsAsync<IOException>(() => store.WriteAsync("a", default, WriteCondition.IfAbsent, Cancellation));
        await Assert.ThrowsAsync<IOException>(() => store.DeleteAsync("a", Cancellation));
    }

    /// <summary>A store whose service gives one answer to everything.</summary>
    private static BlobObjectStore AnsweringStore(HttpStatusCode status, string code)
    {
        var client = new BlobClientOptions { Transport = new HttpClientTransport(new OneAnswer(status, code)), Retry = { MaxRetries = 0 } };
        return new BlobObjectStore(new BlobContainerClient(new Uri("http://localhost/account/container"), client));
    }

    private sealed class OneAnswer(HttpStatusCode status, string code) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = new HttpResponseMessage(status) { Content = new ByteArrayContent([]) };
            if (code.Length > 0) answer.Headers.Add("x-ms-error-code", code);
            return Task.FromResult(answer);
        }
    }

    private static string WithWrongKey(string connectionString)
    {
        var parts = connectionString.Split(';').Select(part =>
            part.StartsWith("AccountKey=", StringComparison.Ordinal) ? $"AccountKey={Convert.ToBase64String(new byte[64])}" : part);
        return string.Join(';', parts);
    }
}
