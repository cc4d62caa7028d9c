namespace JsccGrid.Silo.Configuration;

/// <summary>The live page of a control silo.</summary>
internal sealed class PageSettings
{
    /// <summary>Characters below which a token could be guessed.</summary>
    public const int MinTokenLength = 16;

    /// <summary>Who sends it as a bearer token may pause, resume, cancel, retry and cordon. Default: null, nobody may.</summary>
    public string? ActionToken { get; set; }

    public bool AllowsActions => !string.IsNullOrEmpty(ActionToken);

    /// <summary>What is wrong, as the end of a sentence; null when nothing is.</summary>
    public string? Error() => AllowsActions && ActionToken!.Trim().Length < MinTokenLength
        ? $"ActionToken has {ActionToken.Trim().Length} characters; it must have {MinTokenLength} or more, such as 'openssl rand -hex 32' prints. Leave it out to switch actions off."
        : null;
}
