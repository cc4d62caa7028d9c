using System.Text.Json;
using JsccGrid.Experiments.Serialization;

namespace JsccGrid.Storage.Objects;

/// <summary>Objects that hold JSON.</summary>
internal static class ObjectJson
{
    /// <returns>As <see cref="IObjectStore.WriteAsync"/>.</returns>
    public static Task<ObjectVersion?> WriteJsonAsync<T>(
        this IObjectStore objects, string name, T value, JsonSerializerOptions options, WriteCondition condition,
        CancellationToken cancellationToken) =>
        objects.WriteAsync(name, JsonSerializer.SerializeToUtf8Bytes(value, options), condition, cancellationToken);

    /// <param name="objects">The store.</param>
    /// <param name="name">The object.</param>
    /// <param name="cure">What to do about a damaged one, as a sentence.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Null when there is no such object.</returns>
    /// <exception cref="StoreCorruptException">It is not JSON of this type.</exception>
    public static async Task<T?> ReadJsonAsync<T>(this IObjectStore objects, string name, string cure, CancellationToken cancellationToken)
        where T : class =>
        (await objects.ReadAsync(name, cancellationToken))?.Parse<T>(name, cure);

    /// <exception cref="StoreCorruptException">It is not JSON of this type.</exception>
    public static T Parse<T>(this StoredObject stored, string name, string cure)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(stored.Content.Span, ExperimentJson.Compact) ?? throw new JsonException("It is null.");
        }
        catch (JsonException exception)
        {
            throw new StoreCorruptException($"{name} is damaged: {exception.Message.TrimEnd('.')}. {cure}", exception);
        }
    }
}
