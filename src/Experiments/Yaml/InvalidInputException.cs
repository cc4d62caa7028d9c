namespace JsccGrid.Experiments.Yaml;

/// <summary>A file a person wrote cannot be used; carries every error found in it.</summary>
public sealed class InvalidInputException : Exception
{
    public InvalidInputException(IReadOnlyList<InputError> errors)
        : base(string.Join('\n', errors)) => Errors = errors;

    public IReadOnlyList<InputError> Errors { get; }
}
