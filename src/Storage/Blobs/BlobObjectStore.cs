using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using JsccGrid.Storage.Objects;

namespace JsccGrid.Storage.Blobs;

/// <summary>
/// Objects as blobs of one container. A version is the blob's ETag, which no two writes share, even of the same content. What is
/// appended to is an append blob, everything else a block blob; large files travel in blocks and appear when all are there. The
/// container is made by the first write that misses it.
/// </summary>
public sealed class BlobObjectStore : IObjectStore
{
    private const int BlockSize = 4 << 20;
    private static readonly StorageTransferOptions Transfer = new()
    {
        InitialTransferSize = BlockSize, MaximumTransferSize = BlockSize, MaximumConcurrency = 4,
    };

    private readonly BlobContainerClient container;
    private readonly BlobCalls calls;

    /// <param name="container">A client that does not repeat calls by itself.</param>
    public BlobObjectStore(BlobContainerClient container)
    {
        this.container = container;
        calls = new BlobCalls(container);
    }

    public Task<StoredObject?> ReadAsync(string name, CancellationToken cancellationToken = default)
    {
        var blob = Blob(name);
        return calls.ReadAsync<StoredObject?>(
            async () =>
            {
                var download = (await blob.DownloadContentAsync(cancellationToken)).Value;
                return new StoredObject(download.Content.ToMemory(), VersionOf(download.Details.ETag));
            },
            absent: null,
            cancellationToken);
    }

    public Task<ObjectVersion?> WriteAsync(
        string name, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken = default)
    {
        var blob = Blob(name);
        var options = new BlobUploadOptions { Conditions = ConditionsOf(condition) };
        return calls.WriteAsync<ObjectVersion?>(
            async () =>
            {
                try
                {
                    return VersionOf((await blob.UploadAsync(BinaryData.FromBytes(content), options, cancellationToken)).Value.ETag);
                }
                catch (RequestFailedException exception) when (condition != WriteCondition.Always && BlobCalls.IsConditionNotMet(exception))
                {
                    return null;
                }
            },
            cancellationToken);
    }

    public Task<string> UploadAsync(string name, string file, CancellationToken cancellationToken = default)
    {
        var blob = Blob(name);
        return calls.WriteAsync(
            async () =>
            {
                using var sha256 = SHA256.Create();
                await using var input = new FileStream(
                    file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, FileOptions.SequentialScan);
                await using var hashing = new CryptoStream(input, sha256, CryptoStreamMode.Read);
                await blob.UploadAsync(hashing, new BlobUploadOptions { TransferOptions = Transfer }, cancellationToken);
                return Convert.ToHexStringLower(sha256.Hash!);
            },
            cancellationToken);
    }

    public async Task<string?> DownloadAsync(string name, string file, CancellationToken cancellationToken = default)
    {
        var blob = Blob(name);
        var partial = file + ".part";
        try
        {
            var hash = await calls.ReadAsync(
                async () =>
                {
                    using var sha256 = SHA256.Create();
                    await using (var output = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None))
                    await using (var hashing = new CryptoStream(output, sha256, CryptoStreamMode.Write))
                        await blob.DownloadToAsync(hashing, new BlobDownloadToOptions { TransferOptions = Transfer }, cancellationToken);
                    return Convert.ToHexStringLower(sha256.Hash!);
                },
                absent: null,
                cancellationToken);
            if (hash is not null) File.Move(partial, file, overwrite: true);
            return hash;
        }
        finally
        {
            if (Directory.Exists(Path.GetDirectoryName(file))) File.Delete(partial);
        }
    }

    public Task<bool> AppendAsync(
        string name, ReadOnlyMemory<byte> content, long maxSize, CancellationToken cancellationToken = default)
    {
        var blob = container.GetAppendBlobClient(ObjectName.Require(name));
        return calls.WriteAsync(
            async () =>
            {
                try
                {
                    return await AppendBlocksAsync(blob, content, maxSize, cancellationToken);
                }
                catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.BlobNotFound)
                {
                    await blob.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
                    return await AppendBlocksAsync(blob, content, maxSize, cancellationToken);
                }
            },
            cancellationToken);
    }

    public Task<ReadOnlyMemory<byte>?> ReadFromAsync(string name, long offset, CancellationToken cancellationToken = default)
    {
        var blob = Blob(name);
        return calls.ReadAsync<ReadOnlyMemory<byte>?>(
            async () =>
            {
                try
                {
                    var options = new BlobDownloadOptions { Range = new HttpRange(offset) };
                    return (await blob.DownloadContentAsync(options, cancellationToken)).Value.Content.ToMemory();
                }
                catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.InvalidRange)
                {
                    return ReadOnlyMemory<byte>.Empty;
                }
            },
            absent: null,
            cancellationToken);
    }

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        var blob = Blob(name);
        return calls.ReadAsync(
            async () =>
            {
                await blob.DeleteAsync(cancellationToken: cancellationToken);
                return true;
            },
            absent: false,
            cancellationToken);
    }

    public Task<bool> ExistsAsync(string name, CancellationToken cancellationToken = default)
    {
        var blob = Blob(name);
        return calls.ReadAsync(async () => (await blob.ExistsAsync(cancellationToken)).Value, absent: false, cancellationToken);
    }

    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string folder, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var options = new GetBlobsOptions { Prefix = folder.Length == 0 ? null : ObjectName.Require(folder) + '/' };
        await using var blobs = container.GetBlobsAsync(options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await calls.ReadAsync(async () => await blobs.MoveNextAsync(), absent: false, cancellationToken))
        {
            var (name, properties) = (blobs.Current.Name, blobs.Current.Properties);
            if (ObjectName.IsValid(name))
                yield return new ObjectInfo(name, properties.ContentLength ?? 0, properties.LastModified ?? default);
        }
    }

    public void Dispose()
    {
    }

    /// <returns>Whether all was added: not when the limit or the service's own, a number of blocks, is reached.</returns>
    private static async Task<bool> AppendBlocksAsync(
        AppendBlobClient blob, ReadOnlyMemory<byte> content, long maxSize, CancellationToken cancellationToken)
    {
        while (content.Length > 0)
        {
            var block = content[..Math.Min(content.Length, BlockSize)];
            content = content[block.Length..];
            // The limit leaves room for the blocks to come: all of them are added, or the first is not.
            var options = new AppendBlobAppendBlockOptions
            {
                Conditions = new AppendBlobRequestConditions { IfMaxSizeLessThanOrEqual = maxSize - content.Length },
            };
            try
            {
                await blob.AppendBlockAsync(BinaryData.FromBytes(block).ToStream(), options, cancellationToken);
            }
            catch (RequestFailedException exception) when (
                exception.ErrorCode == BlobErrorCode.MaxBlobSizeConditionNotMet
                    || exception.ErrorCode == BlobErrorCode.BlockCountExceedsLimit)
            {
                return false;
            }
        }
        return true;
    }

    private static BlobRequestConditions? ConditionsOf(WriteCondition condition) =>
        condition.IsIfAbsent ? new BlobRequestConditions { IfNoneMatch = ETag.All }
        : condition.Version is { } version ? new BlobRequestConditions { IfMatch = new ETag(version.Tag) }
        : null;

    private static ObjectVersion VersionOf(ETag tag) => new(tag.ToString());

    private BlobClient Blob(string name) => container.GetBlobClient(ObjectName.Require(name));
}
