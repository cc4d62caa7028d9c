namespace JsccGrid.Storage.Works;

/// <summary>A file that a manifest names.</summary>
/// <param name="Name">As the training program called it.</param>
/// <param name="Path">Its object in the store.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Hexadecimal, lower case.</param>
public sealed record StoredFile(string Name, string Path, long Size, string Sha256);
