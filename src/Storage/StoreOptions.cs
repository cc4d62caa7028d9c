using System.Text.RegularExpressions;
using Azure.Storage.Blobs;

namespace JsccGrid.Storage;

/// <summary>Where a store is: a folder, or a container of Azure Blob storage. Exactly one of the first three is set.</summary>
public sealed partial record StoreOptions
{
    public const string DefaultContainer = "jsccgrid";

    /// <summary>
    /// A folder of this machine. On one machine it is made when absent. A cluster waits for it instead, since its machines share it and
    /// a share that is not mounted looks the same.
    /// </summary>
    public string? Folder { get; init; }

    /// <summary>A connection string of a storage account.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>
    /// <c>https://ACCOUNT.blob.core.windows.net</c>, with the identity this process runs under (<c>DefaultAzureCredential</c>).
    /// </summary>
    public string? AccountUrl { get; init; }

    /// <summary>The container; made when absent. Default: <see cref="DefaultContainer"/>.</summary>
    public string Container { get; init; } = DefaultContainer;

    /// <summary>Everything that is wrong, each with what would be right; no secret is repeated. Empty when all is well.</summary>
    public IReadOnlyList<string> FindProblems()
    {
        var problems = new List<string>();
        (string Name, string? Value)[] places =
            [(nameof(Folder), Folder), (nameof(ConnectionString), ConnectionString), (nameof(AccountUrl), AccountUrl)];
        var given = places.Where(place => place.Value is not null).Select(place => place.Name).ToList();
        if (given.Count != 1)
            problems.Add(
                $"{(given.Count == 0 ? "None" : string.Join(" and ", given))} of Folder, ConnectionString and AccountUrl is set; "
                    + "expected exactly one.");
        problems.AddRange(places.Where(place => place.Value is not null && string.IsNullOrWhiteSpace(place.Value))
            .Select(place => $"{place.Name} is empty; leave it out, or give it a value."));
        if (!string.IsNullOrWhiteSpace(ConnectionString) && !IsConnectionString(ConnectionString))
            problems.Add(
                "ConnectionString is not one of a storage account; expected "
                    + "'DefaultEndpointsProtocol=https;AccountName=NAME;AccountKey=KEY;EndpointSuffix=core.windows.net'.");
        if (!string.IsNullOrWhiteSpace(AccountUrl)
            && !(Uri.TryCreate(AccountUrl, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.AbsolutePath == "/"))
            problems.Add($"AccountUrl '{AccountUrl}' is not an account's address; expected 'https://ACCOUNT.blob.core.windows.net'.");
        if (!ContainerPattern().IsMatch(Container) || Container.Length is < 3 or > 63)
            problems.Add($"Container '{Container}' is not a container's name; expected 3 to 63 lower-case letters, digits and "
                + "single '-' between them.");
        return problems;
    }

    /// <summary>For people; without the key that a connection string holds.</summary>
    public override string ToString() =>
        Folder is not null ? $"folder '{Folder}'"
        : AccountUrl is not null ? $"container '{Container}' of {AccountUrl}"
        : $"container '{Container}' of a connection string";

    private static bool IsConnectionString(string text)
    {
        try
        {
            return new BlobServiceClient(text).Uri.IsAbsoluteUri;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex ContainerPattern();
}
