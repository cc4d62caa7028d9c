using System.Net.Http.Headers;
using System.Text.Json;
using Xunit;

namespace JsccGrid.Web.Tests.Support;

/// <summary>Requests to the page's API.</summary>
internal static class Http
{
    private static readonly HttpClient Client = new();

    public static async Task<(int Status, JsonElement Body)> GetAsync(Uri page, string path) =>
        await ReadAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(page, path)));

    public static async Task<(int Status, JsonElement Body)> PostAsync(Uri page, string path, string? token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(page, path));
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await ReadAsync(request);
    }

    /// <summary>Asks under another name than the address's.</summary>
    public static async Task<(int Status, string Text)> GetAsHostAsync(Uri page, string path, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(page, path)) { Headers = { Host = host } };
        using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public static async Task<HttpResponseMessage> SendAsync(Uri page, string path) =>
        await Client.GetAsync(new Uri(page, path), TestContext.Current.CancellationToken);

    private static async Task<(int Status, JsonElement Body)> ReadAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            return ((int)answer.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
        }
    }
}
