namespace JsccGrid.Storage.Objects;

/// <summary>What a compare-and-swap compares: two contents with the same version are the same.</summary>
/// <param name="Tag">Opaque; a content hash in a directory, an ETag in a blob container.</param>
public readonly record struct ObjectVersion(string Tag);
