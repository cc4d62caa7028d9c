using JsccGrid.Experiments.Files;

namespace JsccGrid.Import.Weights;

/// <summary>A tensor of a network.</summary>
/// <param name="Name">As in torchvision.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Bytes">The elements, little-endian, the last dimension running fastest, as in safetensors.</param>
public sealed record NamedTensor(string Name, SafetensorsType Type, long[] Shape, ReadOnlyMemory<byte> Bytes);
