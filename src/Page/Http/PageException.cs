namespace JsccGrid.Page.Http;

/// <summary>A request cannot be answered for a reason its sender can do something about; the message says what.</summary>
internal sealed class PageException(int status, string message) : Exception(message)
{
    /// <summary>The status code of HTTP.</summary>
    public int Status { get; } = status;

    public static PageException NotFound(string message) => new(StatusCodes.Status404NotFound, message);

    public static PageException BadRequest(string message) => new(StatusCodes.Status400BadRequest, message);
}
