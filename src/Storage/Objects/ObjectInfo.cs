namespace JsccGrid.Storage.Objects;

/// <summary>An object as a list shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">Bytes.</param>
/// <param name="LastModified">UTC, by the medium's clock.</param>
public sealed record ObjectInfo(string Name, long Size, DateTimeOffset LastModified);
