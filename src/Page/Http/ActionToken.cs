using System.Security.Cryptography;
using System.Text;

namespace JsccGrid.Page.Http;

/// <summary>
/// Lets a request through that carries the token in its header <c>Authorization: Bearer …</c>. A browser sends that header for no
/// other site and on no form, so that a request with it was meant.
/// </summary>
internal sealed class ActionToken(PageSettings settings) : IEndpointFilter
{
    private const string Scheme = "Bearer ";

    /// <summary>Hashes have one length, which a comparison in constant time needs.</summary>
    private readonly byte[]? expected = settings.AllowsActions ? Hash(settings.ActionToken!.Trim()) : null;

    public bool IsConfigured => expected is not null;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (expected is null)
            throw new PageException(StatusCodes.Status403Forbidden,
                "Actions are switched off on this silo: no JsccGrid:Page:ActionToken is configured. The command line can do the same.");
        var header = context.HttpContext.Request.Headers.Authorization.ToString();
        if (header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Hash(header[Scheme.Length..].Trim()), expected))
        {
            return await next(context);
        }
        context.HttpContext.Response.Headers.WWWAuthenticate = "Bearer realm=\"JsccGrid\"";
        throw new PageException(StatusCodes.Status401Unauthorized, header.Length == 0
            ? "This needs the action token, as the header 'Authorization: Bearer TOKEN'."
            : "This is not the action token of this cluster.");
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
