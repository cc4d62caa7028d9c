namespace JsccGrid.Storage.Objects;

/// <summary>An object as it was when it was read.</summary>
public sealed record StoredObject(ReadOnlyMemory<byte> Content, ObjectVersion Version);
