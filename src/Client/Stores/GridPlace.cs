using System.Text.Json;
using JsccGrid.Client.CommandLine;
using JsccGrid.Experiments.Serialization;
using JsccGrid.Experiments.Yaml;
using JsccGrid.Silo.Configuration;
using JsccGrid.Storage;

namespace JsccGrid.Client.Stores;

/// <summary>Where a verb looks for grids: a store of this machine, or a cluster.</summary>
/// <param name="Folder">The folder of the store; null for a cluster.</param>
/// <param name="Cluster">Null for a store of this machine.</param>
/// <param name="Description">For people: how it was found.</param>
internal sealed record GridPlace(string? Folder, ClusterAddress? Cluster, string Description)
{
    /// <summary>Names a cluster file where <c>--cluster</c> is not given.</summary>
    public const string Variable = "JSCCGRID_CLUSTER";

    public static GridPlace OfStore(string folder) => new(folder, null, $"store '{folder}'");

    /// <param name="clusterFile">The option <c>--cluster</c>.</param>
    /// <param name="storeFolder">The option <c>--store</c>, where it was given.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <exception cref="UserException">Both options are given, or the cluster file is missing or wrong.</exception>
    public static GridPlace Choose(string? clusterFile, string? storeFolder, Func<string, string?> environment)
    {
        if (clusterFile is not null && storeFolder is not null)
            throw new UserException("--cluster and --store exclude each other: the cluster file names the cluster's store.");
        if (storeFolder is not null) return OfStore(storeFolder);
        if (clusterFile is not null) return OfFile(clusterFile, "--cluster");
        if (environment(Variable) is { Length: > 0 } file) return OfFile(file, Variable);
        if (OfEnvironment(environment) is { } pod) return pod;
        return LocalClusterFolder.IsUp(LocalClusterFolder.Default)
            ? OfFile(LocalClusterFolder.AddressFile(LocalClusterFolder.Default), "the local cluster")
            : OfStore(SharedOptions.DefaultStore);
    }

    /// <summary>
    /// What the silo program is told by environment variables: inside a pod of a cluster, the verbs need no cluster file.
    /// </summary>
    private static GridPlace? OfEnvironment(Func<string, string?> environment)
    {
        string? Setting(string key) => environment($"JsccGrid__{key}") is { Length: > 0 } value ? value : null;
        if (Setting("Cluster__Redis") is not { } redis) return null;
        var address = new ClusterAddress
        {
            Id = Setting("Cluster__Id") ?? ClusterAddress.DefaultId,
            Redis = redis,
            Store = new StoreOptions
            {
                Folder = Setting("Store__Folder"),
                ConnectionString = Setting("Store__ConnectionString"),
                AccountUrl = Setting("Store__AccountUrl"),
                Container = Setting("Store__Container") ?? StoreOptions.DefaultContainer,
            },
        };
        return new GridPlace(null, address, $"cluster '{address.Id}' of this environment");
    }

    private static GridPlace OfFile(string path, string origin)
    {
        var file = Directory.Exists(path) ? LocalClusterFolder.AddressFile(path) : path;
        if (!File.Exists(file))
            throw new UserException($"{origin}: there is no cluster file '{file}'. "
                + $"'jsccgrid cluster up' writes {LocalClusterFolder.AddressFile(LocalClusterFolder.Default)}"
                + "; for another cluster write one: "
                + "{ \"redis\": \"HOST:6379\", \"store\": { \"accountUrl\": \"https://ACCOUNT.blob.core.windows.net\" } }");
        try
        {
            var address = JsonSerializer.Deserialize<ClusterAddress>(InputFile.ReadBytes(file), ExperimentJson.Compact);
            if (address is null) throw new JsonException("The file holds null.");
            if (address.Store.FindProblems() is { Count: > 0 } problems) throw new JsonException(string.Join(' ', problems));
            return new GridPlace(null, address, $"cluster of '{file}'");
        }
        catch (JsonException exception)
        {
            throw new UserException($"{origin}: '{file}' is not a cluster file: {exception.Message}"
                + " It is JSON with \"redis\" and \"store\", which has one of \"folder\", \"connectionString\" and \"accountUrl\".");
        }
    }
}
