using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;

namespace JsccGrid.Client.Tests.Telemetry;

/// <summary>Takes traces over OTLP/HTTP and remembers their spans.</summary>
internal sealed class OtlpReceiver : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly ConcurrentQueue<OtlpSpan> spans = new();

    /// <param name="port">A free one.</param>
    public OtlpReceiver(int port)
    {
        Endpoint = new Uri($"http://127.0.0.1:{port}/");
        listener.Prefixes.Add(Endpoint.AbsoluteUri);
        listener.Start();
        _ = ReceiveAsync();
    }

    public Uri Endpoint { get; }

    public IReadOnlyList<OtlpSpan> Spans => [.. spans];

    public void Dispose() => listener.Close();

    private async Task ReceiveAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                if (context.Request.Url!.AbsolutePath == "/v1/traces")
                    foreach (var span in SpansOf(body.ToArray())) spans.Enqueue(span);
                context.Response.ContentType = "application/x-protobuf";
                context.Response.Close();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                // Closed; or a sender that was killed.
            }
        }
    }

    /// <summary>The spans of an ExportTraceServiceRequest (opentelemetry-proto, trace/v1).</summary>
    private static IEnumerable<OtlpSpan> SpansOf(byte[] request) =>
        from resourceSpans in Messages(request, 1)
        let service = ServiceName(resourceSpans)
        from scopeSpans in Messages(resourceSpans, 2)
        from span in Messages(scopeSpans, 2)
        select new OtlpSpan(
            service,
            Convert.ToHexStringLower(Messages(span, 1).Single()),
            Convert.ToHexStringLower(Messages(span, 2).Single()),
            Convert.ToHexStringLower(Messages(span, 4).SingleOrDefault() ?? []),
            System.Text.Encoding.UTF8.GetString(Messages(span, 5).Single()));

    private static string ServiceName(byte[] resourceSpans) => (
        from resource in Messages(resourceSpans, 1)
        from attribute in Messages(resource, 1)
        where Text(attribute, 1) == "service.name"
        select Text(Messages(attribute, 2).Single(), 1)).Single();

    private static string Text(byte[] message, int field) =>
        System.Text.Encoding.UTF8.GetString(Messages(message, field).SingleOrDefault() ?? []);

    /// <summary>The values of a field that is a message, a text or bytes.</summary>
    private static List<byte[]> Messages(byte[] message, int field)
    {
        var input = new CodedInputStream(message);
        var found = new List<byte[]>();
        while (input.ReadTag() is not 0 and var tag)
        {
            if (tag == WireFormat.MakeTag(field, WireFormat.WireType.LengthDelimited)) found.Add(input.ReadBytes().ToByteArray());
            else input.SkipLastField();
        }
        return found;
    }
}
