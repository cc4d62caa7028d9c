using Xunit;

namespace JsccGrid.Client.Tests.CommandLine;

public sealed class GcTests : IDisposable
{
    private const string Orphan = "cells/0123456789abcdef0123456789abcdef";
    private readonly TemporaryFolder folder = new();

    public GcTests()
    {
        Directory.CreateDirectory(folder[$"store/{Orphan}"]);
        folder.Write($"store/{Orphan}/log.jsonl", "12345\n");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Gc_WithoutYes_ListsWithSizeAndReasonAndDeletesNothing()
    {
        var outcome = await Verbs.RunAsync("gc", "--store", folder["store"], "--older-than", "0");

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.Contains($"6 B  {Orphan}: no grid wants it", outcome.Output);
        Assert.Contains("Nothing was deleted; --yes deletes them.", outcome.Output);
        Assert.True(File.Exists(folder[$"store/{Orphan}/log.jsonl"]));
    }

    [Fact]
    public async Task Gc_WithYes_Deletes()
    {
        var outcome = await Verbs.RunAsync("gc", "--store", folder["store"], "--older-than", "0", "--yes", "--json");

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.Equal(1, Verbs.JsonLines(outcome.Output)[^1].GetProperty("deleted").GetInt32());
        Assert.False(File.Exists(folder[$"store/{Orphan}/log.jsonl"]));
    }

    [Fact]
    public async Task Gc_WhatIsYoung_Stays()
    {
        var outcome = await Verbs.RunAsync("gc", "--store", folder["store"], "--yes");

        Assert.Contains("Nothing can go", outcome.Output);
        Assert.True(File.Exists(folder[$"store/{Orphan}/log.jsonl"]));
    }
}
