namespace JsccGrid.Training.EntropyCoding;

/// <summary>A message of whole bits.</summary>
/// <param name="Bytes">The bits, highest first; the last byte is filled up with zeros.</param>
/// <param name="Bits">How many there are.</param>
public readonly record struct BitMessage(ReadOnlyMemory<byte> Bytes, int Bits);
