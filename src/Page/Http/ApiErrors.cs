using System.Globalization;
using JsccGrid.Grains.Interfaces.Calls;

namespace JsccGrid.Page.Http;

/// <summary>Turns what goes wrong into problem documents (RFC 9457) that the page shows as they are.</summary>
internal sealed partial class ApiErrors(ILogger<ApiErrors> logger) : IEndpointFilter
{
    /// <summary>Seconds after which a client may ask again when nobody answered.</summary>
    private const int RetryAfter = 2;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (PageException exception)
        {
            return Results.Problem(exception.Message, statusCode: exception.Status);
        }
        catch (Exception exception) when (CallFailure.IsTransient(exception))
        {
            context.HttpContext.Response.Headers.RetryAfter = RetryAfter.ToString(CultureInfo.InvariantCulture);
            return Results.Problem("The cluster does not answer just now. Nothing is lost; it is asked again.",
                statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        catch (IOException exception)
        {
            LogStoreFailed(logger, context.HttpContext.Request.Path, exception);
            context.HttpContext.Response.Headers.RetryAfter = RetryAfter.ToString(CultureInfo.InvariantCulture);
            return Results.Problem("The store does not answer just now. Nothing is lost; it is asked again.",
                statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "{Path} could not be answered: the store failed.")]
    private static partial void LogStoreFailed(ILogger logger, string path, Exception exception);
}
