namespace JsccGrid.Training.Runtime;

/// <summary>The device asked for is not on this machine, or this libtorch cannot use it.</summary>
public sealed class DeviceUnavailableException(string message) : Exception(message);
