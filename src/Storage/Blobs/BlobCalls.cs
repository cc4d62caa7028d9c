using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace JsccGrid.Storage.Blobs;

/// <summary>Calls to a container whose failures are told as <see cref="IOException"/>, with what would help.</summary>
internal sealed class BlobCalls(BlobContainerClient container)
{
    public static bool IsConditionNotMet(RequestFailedException exception) =>
        exception.ErrorCode == BlobErrorCode.ConditionNotMet
        || exception.ErrorCode == BlobErrorCode.TargetConditionNotMet
        || exception.ErrorCode == BlobErrorCode.BlobAlreadyExists
        || exception.ErrorCode == BlobErrorCode.BlobNotFound;

    /// <summary>A call that finds nothing where there is no blob or no container.</summary>
    public async Task<T> ReadAsync<T>(Func<Task<T>> call, T absent, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (RequestFailedException exception) when (
            exception.ErrorCode == BlobErrorCode.BlobNotFound || exception.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return absent;
        }
        catch (Exception exception) when (Translate(exception, cancellationToken) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>A call that makes the container where there is none.</summary>
    public async Task<T> WriteAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                return await call();
            }
            catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.ContainerNotFound)
            {
                await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
                return await call();
            }
        }
        catch (Exception exception) when (Translate(exception, cancellationToken) is { } failure)
        {
            throw failure;
        }
    }

    /// <returns>Null for what is to go on as it is: a cancellation, and whatever is no failure of the service.</returns>
    private IOException? Translate(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        AuthenticationFailedException failed => Refused(failed.Message, failed),
        RequestFailedException { Status: 401 or 403 } refused => Refused(refused.ErrorCode ?? $"status {refused.Status}", refused),
        RequestFailedException { Status: 0 } unreachable => new IOException(
            $"The store at {container.Uri} cannot be reached: "
                + $"{FirstLine(unreachable.InnerException?.Message ?? unreachable.Message)}", unreachable),
        RequestFailedException failed => new IOException(
            $"The store at {container.Uri} answers {failed.ErrorCode ?? "nothing known"} (status {failed.Status}): "
                + $"{FirstLine(failed.Message)}", failed),
        OperationCanceledException late when !cancellationToken.IsCancellationRequested => new IOException(
            $"The store at {container.Uri} did not answer in time.", late),
        HttpRequestException broken => new IOException($"The connection to the store at {container.Uri} broke: {broken.Message}", broken),
        AggregateException { InnerException: { } inner } => Translate(inner, cancellationToken),
        _ => null,
    };

    private StoreAccessException Refused(string reason, Exception exception) => new(
        $"The store at {container.Uri} refuses access ({FirstLine(reason)}). With a connection string: check its AccountName "
        + "and AccountKey. "
        + "With an account URL: this process's identity needs the role 'Storage Blob Data Contributor' on the account or the container.",
        exception);

    private static string FirstLine(string text) => text.Split('\n')[0].TrimEnd();
}
