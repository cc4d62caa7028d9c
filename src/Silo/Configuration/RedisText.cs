using System.Net;
using StackExchange.Redis;

namespace JsccGrid.Silo.Configuration;

/// <summary>Redis connection strings as people write them.</summary>
internal static class RedisText
{
    /// <summary>
    /// What holds unless the text says otherwise: a server that is away is waited for; a command waits for it only so long that
    /// whoever asked can still be told.
    /// </summary>
    private const string Defaults = "abortConnect=false,connectTimeout=3000,syncTimeout=3000,asyncTimeout=3000,keepAlive=5";

    /// <summary>What is wrong with a text, as the end of a sentence; null when nothing is.</summary>
    public static string? Error(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return "is missing; a cluster needs one, such as redis.example:6379,password=….";
        try
        {
            return ConfigurationOptions.Parse(text).EndPoints.Count > 0
                ? null
                : "names no server; it must be such as redis.example:6379,password=….";
        }
        catch (ArgumentException exception)
        {
            return $"cannot be read ({exception.Message}); it must be such as redis.example:6379,password=….";
        }
    }

    public static ConfigurationOptions Parse(string text) => ConfigurationOptions.Parse($"{Defaults},{text}");

    /// <summary>The servers a text names, for people: without the password.</summary>
    public static string Servers(string text) => string.Join(", ", ConfigurationOptions.Parse(text).EndPoints.Select(Format));

    private static string Format(EndPoint endpoint) => endpoint is DnsEndPoint name ? $"{name.Host}:{name.Port}" : endpoint.ToString()!;
}
