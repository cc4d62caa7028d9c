using System.Text.Json;
using JsccGrid.Experiments.Serialization;

namespace JsccGrid.Storage.Objects;

/// <summary>Objects that hold JSON.</summary>
internal static class ObjectJson
{
    /// <returns>Null when there is no such object.</returns>
    /// <exception cref="StoreCorruptException">It is not JSON of this type.</exception>
    public static async Task<T?> ReadJsonAsync<T>(this IObjectStore objects, string name, CancellationToken cancellationToken)
        where T : class
    {
        if (await objects.ReadAsync(name, cancellationToken) is not { } stored) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(stored.Content.Span, ExperimentJson.Compact);
        }
        catch (JsonException exception)
        {
            throw new StoreCorruptException($"{name} is damaged: {exception.Message}", exception);
        }
    }
}
