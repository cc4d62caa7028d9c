using System.Text;
using JsccGrid.Experiments.Cells;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Tests.Support;
using JsccGrid.Storage.Works;
using JsccGrid.Tests.Shared;
using JsccGrid.Worker.Attempts;
using JsccGrid.Worker.Trainers;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace JsccGrid.Silo.Tests.Workers;

/// <summary>What becomes of an attempt's log lines while the store is away.</summary>
public sealed class AttemptLogTests : IDisposable
{
    private static readonly WorkId Work = WorkId.Of(Samples.Cell().Id);

    private readonly string folder = Directory.CreateTempSubdirectory("jsccgrid-test-").FullName;
    private readonly FakeTimeProvider clock = new();
    private readonly FaultyObjectStore objects;
    private readonly AttemptLog log;
    private bool isAway;

    public AttemptLogTests()
    {
        objects = new FaultyObjectStore(
            new DirectoryObjectStore(folder, TimeProvider.System), _ => isAway ? StoreFault.Before : StoreFault.None);
        log = new AttemptLog(new WorkStore(objects), Work, clock);
    }

    [Fact]
    public async Task Lines_OfAnOutage_AreAppendedAfterIt()
    {
        isAway = true;
        log.WriteLine("one");
        await log.FinishAsync(TimeSpan.FromSeconds(1));
        log.WriteLine("two");
        isAway = false;
        await log.FinishAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(["one", "two"], await TextsAsync());
    }

    [Fact]
    public async Task Lines_OfALongOutage_AreBoundedAndSaySo()
    {
        isAway = true;
        var line = new string('x', 5_000);
        for (var number = 0; number < 300; number++) log.WriteLine($"{number} {line}");
        isAway = false;
        await log.FinishAsync(TimeSpan.FromSeconds(1));
        var texts = await TextsAsync();
        var dropped = int.Parse(texts[0].Split(' ')[0], null);
        Assert.Equal($"{dropped} lines were dropped here: the store was away for too long.", texts[0]);
        Assert.Equal(Enumerable.Range(dropped, 300 - dropped), texts.Skip(1).Select(text => int.Parse(text.Split(' ')[0], null)));
        Assert.InRange(texts.Sum(text => text.Length), 900_000, 1 << 20);
    }

    [Fact]
    public async Task Lines_ThatAreTooLong_AreCutAndSaySo()
    {
        log.Add(new TrainerOutput(new string('x', BoundedLines.MaxLength), Event: null, Missing: 1_000_000));
        log.WriteLine("short");
        await log.FinishAsync(TimeSpan.FromSeconds(1));
        Assert.Equal([$"{new string('x', 8000)} … (1,131,072 characters in all; the rest is left out)", "short"], await TextsAsync());
        Assert.All(log.Tail, text => Assert.InRange(text.Length, 1, 1100));
    }

    [Fact]
    public async Task Finish_WithAStoreThatHangs_GivesUpInTime()
    {
        using var hanging = new FaultyObjectStore(new DirectoryObjectStore(folder, TimeProvider.System), _ => StoreFault.Hang);
        var patient = new AttemptLog(new WorkStore(hanging), Work, clock);
        patient.WriteLine("one");
        var finishing = patient.FinishAsync(TimeSpan.FromSeconds(30));
        Assert.False(finishing.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(30));
        await finishing;
    }

    public void Dispose()
    {
        objects.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<List<string>> TextsAsync()
    {
        var log = Encoding.UTF8.GetString(
            (await new WorkStore(objects).ReadLogAsync(Work, 0, TestContext.Current.CancellationToken))!.Value.Span);
        return
        [
            .. log.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!)
        ];
    }
}
