namespace JsccGrid.Chaos.Faults;

/// <summary>A fault cannot be injected now, because nothing that it could happen to is there.</summary>
internal sealed class NoVictimException(string message) : Exception(message);
