using System.Security.Cryptography;

namespace JsccGrid.LocalCluster.Nodes;

/// <summary>What lets processes of this machine, and nobody else's, into a local cluster.</summary>
/// <param name="RedisPassword">Hexadecimal.</param>
/// <param name="AzuriteKey">The key of the storage account, base64.</param>
internal sealed record ClusterSecrets(string RedisPassword, string AzuriteKey)
{
    private const int PasswordBytes = 24;
    private const int KeyBytes = 64;

    public static ClusterSecrets New() => new(
        Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PasswordBytes)),
        Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)));
}
