using System.Net;

namespace JsccGrid.Page.Http;

/// <summary>
/// Refuses requests under a name that is not this process's. A web page of somebody else can let its own name point here (DNS
/// rebinding), and the visitor's browser then takes what it reads here for that page's own; the name it asks for gives it away.
/// An IP address and localhost cannot be made to point elsewhere. Health says nothing worth hiding and is asked under any name.
/// </summary>
internal sealed class HostGuard(RequestDelegate next, PageSettings settings)
{
    private const string Local = "localhost";
    private readonly IReadOnlyList<string> names = settings.HostNames;

    public async Task InvokeAsync(HttpContext context)
    {
        var host = context.Request.Host.Host;
        if (IsKnown(host) || context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase))
        {
            await next(context);
            return;
        }
        await Results.Problem(
            $"'{host}' is not a name of this silo. Ask it by its IP address or as localhost, or give the name in JsccGrid:Page:Hosts.",
            statusCode: StatusCodes.Status421MisdirectedRequest).ExecuteAsync(context);
    }

    /// <param name="host">Without a port. Empty in a request of HTTP/1.0, which no browser sends.</param>
    internal bool IsKnown(string host) =>
        host.Length == 0
        || IPAddress.TryParse(host.Trim('[', ']'), out _)
        || IsOf(host, Local)
        || names.Any(name => name.StartsWith(PageSettings.AnyPrefix, StringComparison.Ordinal)
            ? IsBelow(host, name[PageSettings.AnyPrefix.Length..])
            : host.TrimEnd('.').Equals(name, StringComparison.OrdinalIgnoreCase));

    private static bool IsOf(string host, string name) =>
        host.TrimEnd('.').Equals(name, StringComparison.OrdinalIgnoreCase) || IsBelow(host, name);

    private static bool IsBelow(string host, string name) => host.TrimEnd('.').EndsWith($".{name}", StringComparison.OrdinalIgnoreCase);
}
