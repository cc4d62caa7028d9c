using System.Text.Json.Serialization;

namespace JsccGrid.Experiments.Recipes;

/// <summary>What the receiver compares a decoded query with. Gallery features never cross the channel.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GallerySide>))]
public enum GallerySide
{
    /// <summary>Gallery features passed through the trained encoder and decoder without noise.</summary>
    [JsonStringEnumMemberName("autoencoded")] Autoencoded,
    /// <summary>The backbone's features as they are.</summary>
    [JsonStringEnumMemberName("raw")] Raw,
}
