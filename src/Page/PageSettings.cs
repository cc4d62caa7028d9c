using JsccGrid.Page.Http;

namespace JsccGrid.Page;

/// <summary>The live page of a control silo.</summary>
public sealed class PageSettings
{
    /// <summary>Characters below which a token could be guessed.</summary>
    public const int MinTokenLength = 16;

    /// <summary>Begins a host name that stands for all names below it.</summary>
    public const string AnyPrefix = "*.";

    /// <summary>Who sends it as a bearer token may pause, resume, cancel, retry and cordon. Default: null, nobody may.</summary>
    public string? ActionToken { get; set; }

    /// <summary>
    /// Names under which this process is asked by browsers and Prometheus, beside localhost and any IP address, separated by commas:
    /// <c>grids.example.org, *.lab.example.org</c>. Default: none.
    /// </summary>
    public string Hosts { get; set; } = "";

    /// <summary><see cref="Hosts"/> one by one, in lower case.</summary>
    public IReadOnlyList<string> HostNames =>
        [.. Hosts.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(host => host.ToLowerInvariant())];

    public bool AllowsActions => !string.IsNullOrEmpty(ActionToken);

    /// <summary>All that is wrong, each as the end of a sentence.</summary>
    public IEnumerable<string> Errors()
    {
        if (AllowsActions && ActionToken!.Trim().Length < MinTokenLength)
            yield return $"ActionToken has {ActionToken.Trim().Length} characters; it must have {MinTokenLength} or more, such as "
                + "'openssl rand -hex 32' prints. Leave it out to switch actions off.";
        foreach (var host in HostNames.Where(host =>
            Uri.CheckHostName(host.StartsWith(AnyPrefix, StringComparison.Ordinal) ? host[AnyPrefix.Length..] : host)
                != UriHostNameType.Dns))
            yield return $"Hosts names '{host}', which is no host name; expected names such as grids.example.org or *.example.org, "
                + "without scheme and port.";
    }
}
