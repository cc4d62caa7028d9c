using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace JsccGrid.LocalCluster.Servers;

/// <summary>
/// One request to a blob service, signed with an account's key as
/// https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key says.
/// </summary>
internal static class BlobRequest
{
    /// <summary>The version of the service that clients of this program ask for (<c>BlobContainers</c> of the storage project).</summary>
    public const string ServiceVersion = "2026-06-06";

    /// <param name="account">Its address.</param>
    /// <param name="name">The name of the account.</param>
    /// <param name="key">Base64.</param>
    public static HttpRequestMessage ListContainers(Uri account, string name, string key)
    {
        var date = DateTimeOffset.UtcNow.ToString("R", CultureInfo.InvariantCulture);
        // Verb, eleven empty headers, the headers of the service, then the resource: the account stands in the path as well.
        var signed = $"GET{new string('\n', 12)}x-ms-date:{date}\nx-ms-version:{ServiceVersion}\n/{name}{account.AbsolutePath}/\ncomp:list";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(key), Encoding.UTF8.GetBytes(signed)));
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{account}/?comp=list"));
        request.Headers.Add("x-ms-date", date);
        request.Headers.Add("x-ms-version", ServiceVersion);
        request.Headers.TryAddWithoutValidation("Authorization", $"SharedKey {name}:{signature}");
        return request;
    }
}
