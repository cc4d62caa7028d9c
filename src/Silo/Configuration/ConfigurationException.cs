namespace JsccGrid.Silo.Configuration;

/// <summary>The program's settings cannot be used; the message has a line for everything that is wrong.</summary>
internal sealed class ConfigurationException(IEnumerable<string> errors) : Exception(string.Join(Environment.NewLine, errors));
