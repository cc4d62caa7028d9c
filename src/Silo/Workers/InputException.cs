namespace JsccGrid.Silo.Workers;

/// <summary>This worker lacks what a cell needs.</summary>
internal sealed class InputException(string message) : Exception(message);
