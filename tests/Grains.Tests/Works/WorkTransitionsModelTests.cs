using CsCheck;
using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Configuration;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Grains.Works;
using JsccGrid.Presentation;
using JsccGrid.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Xunit;

namespace JsccGrid.Grains.Tests.Works;

/// <summary>Random lives, lived by the transitions and by <see cref="WorkModel"/>.</summary>
public sealed class WorkTransitionsModelTests
{
    private static readonly OrchestrationOptions Options = new() { MaxFailures = 3, MaxLostLeases = 3 };

    private static readonly string[] Workers = ["worker-a", "worker-b"];

    private static readonly string[] Observers = ["grid/0", "other/0"];

    private static readonly WorkId[] Stages = [.. Samples.Cell().RequiredStages.Select(stage => WorkId.Of(stage.Key))];

    internal static string Label { get; } = Samples.Cell().Label;

    /// <summary>Something to happen, once the state it happens in is known.</summary>
    private delegate WorkEvent Happening(WorkRecord record);

    private static Gen<Happening> Happenings { get; } = Gen.Frequency(
        (3, Gen.Select(OneOf(Observers), Demands, Gen.Int[0, 3], Gen.Int[0, 9], Submission)),
        (2, Gen.Select(OneOf(Observers), Demands, (observer, demand) => Always(new WorkEvent.DemandChanged(observer, demand)))),
        (4, Gen.Select(
            OneOf(Stages),
            OneOf(WorkStatus.Committed, WorkStatus.Committed, WorkStatus.Quarantined, WorkStatus.Leased),
            StageNews)),
        (6, Gen.Select(OneOf(Workers), Gen.Int[0, 3], (worker, slot) => Always(new WorkEvent.LeaseRequested(worker, slot)))),
        (4, ByHolder((worker, attempt) => new WorkEvent.Heartbeat(worker, attempt))),
        (1, ByHolder((worker, attempt) => new WorkEvent.Completed(worker, attempt))),
        (4, Gen.Select(Gen.Int[0, 7], Lateness, OneOf(Workers), Failure)),
        (2, Gen.Select(Gen.Int[0, 3], Lateness, OneOf(Workers), HandBack)),
        (1, ByHolder((worker, attempt) => new WorkEvent.LeaseWithdrawn(worker, attempt))),
        (1, Gen.Int[0, 2].Select<int, Happening>(back => record => new WorkEvent.Forgiven(record.Attempt - back))),
        (1, Gen.Const(Always(new WorkEvent.RetryAsked()))),
        (1, Gen.Const(Always(new WorkEvent.Recovered()))),
        (5, Gen.Const(Always(new WorkEvent.AlarmRang()))));

    private static Gen<WorkDemand> Demands => OneOf(WorkDemand.Run, WorkDemand.Run, WorkDemand.Run, WorkDemand.Hold, WorkDemand.None);

    /// <summary>Mostly the current attempt, sometimes one before or after.</summary>
    private static Gen<int> Lateness => OneOf(0, 0, 0, 0, -1, 1);

    [Fact]
    public void Life_OfRandomEvents_IsTheModels() => Gen.Select(Happenings, Gen.Int[0, 30]).Array[0, 80].Sample(
        life =>
        {
            var model = new WorkModel(Options, Stages);
            var record = new WorkRecord();
            var now = DateTimeOffset.UnixEpoch;
            foreach (var (happening, seconds) in life)
            {
                now += TimeSpan.FromSeconds(seconds);
                var happened = happening(record);
                var next = WorkTransitions.Apply(record, happened, now, Options).Record;
                model.Apply(happened, now);
                Assert.Equal(
                    (model.Status, model.Attempt, model.Failures, model.Lost),
                    (next.Status, next.Attempt, next.Failures.Length, next.LostLeases));
                Assert.Equal(model.Holder, next.Worker);
                RequireSound(record, next, happened);
                RequireFair(record, next, happened);
                RequireOneLine(next, now);
                record = next;
            }
        },
        iter: 5_000);

    private static void RequireSound(WorkRecord before, WorkRecord after, WorkEvent happened)
    {
        Assert.True(after.Attempt >= before.Attempt - (happened is WorkEvent.LeaseWithdrawn ? 1 : 0));
        Assert.True(after.Status == before.Status ? after.Version >= before.Version : after.Version > before.Version);
        Assert.Equal(after.Status == WorkStatus.Leased, after.Worker is not null);
        Assert.Equal(after.Status is WorkStatus.Leased or WorkStatus.Backoff, after.Deadline is not null);
        Assert.True(after.Status != WorkStatus.Leased || before.Status == WorkStatus.Leased || after.Attempt > before.Attempt);
        Assert.True(after.Status is not (WorkStatus.Ready or WorkStatus.Leased) || after.MissingStages.IsEmpty);
        Assert.True(after.Status != WorkStatus.Quarantined || after.Reason is not null);
        Assert.True(after.LeasedSeconds >= before.LeasedSeconds);
    }

    /// <summary>What is committed stays so unless the store says otherwise, and only failures count as failures.</summary>
    private static void RequireFair(WorkRecord before, WorkRecord after, WorkEvent happened)
    {
        if (before.Status == WorkStatus.Committed && happened is not (WorkEvent.Submitted or WorkEvent.Refused))
            Assert.Equal(WorkStatus.Committed, after.Status);
        if (happened is WorkEvent.HandedBack or WorkEvent.LeaseWithdrawn or WorkEvent.AlarmRang or WorkEvent.Recovered)
            Assert.Equal(before.Failures, after.Failures);
        if (before.Status == WorkStatus.Leased && after.Status == WorkStatus.Leased)
            Assert.Equal((before.Worker, before.Attempt), (after.Worker, after.Attempt));
    }

    private static void RequireOneLine(WorkRecord record, DateTimeOffset now)
    {
        var code = record.Status switch
        {
            WorkStatus.Waiting => WhyCode.WaitsForStage,
            WorkStatus.Ready => WhyCode.InLine,
            WorkStatus.Leased => WhyCode.Training,
            _ => Enum.TryParse<WhyCode>(record.Status.ToString(), out var same) ? same : WhyCode.Unknown,
        };
        var progress = new WorkProgress("joint", 1, 2, 3, 4, null, null);
        var work = record.ToSnapshot(Stages[0]);
        var queue = new QueueSnapshot(2, 1, 1, 3);
        var reason = new WorkExplanation { Code = code, Work = work, At = now, Queue = queue, Ahead = 4, Progress = progress }.Text();
        Assert.NotEmpty(reason);
        Assert.DoesNotContain('\n', reason);
    }

    [Fact]
    public void Record_AtAnyMoment_SurvivesTheSerializer()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer<WorkRecord>>();
        Gen.Select(Happenings, Gen.Int[0, 30]).Array[0, 40].Sample(
            life =>
            {
                var record = new WorkRecord();
                var now = DateTimeOffset.UnixEpoch;
                foreach (var (happening, seconds) in life)
                    record = WorkTransitions.Apply(record, happening(record), now += TimeSpan.FromSeconds(seconds), Options).Record;
                Assert.Equivalent(record, serializer.Deserialize(serializer.SerializeToArray(record)), strict: true);
            },
            iter: 300);
    }

    [Theory]
    [InlineData(WorkStatus.Ready)]
    [InlineData(WorkStatus.Committed)]
    public void Submission_ThatKnowsOfLaterChanges_MakesTheRecordNewsForItsShard(WorkStatus status)
    {
        var ahead = DateTimeOffset.UnixEpoch.AddYears(1).UtcTicks;
        var record = new WorkRecord { Status = status, Version = 1, Label = Label };
        var submission = new WorkRequest(Label, [], "shard", WorkDemand.Run, ahead);
        var submitted = new WorkEvent.Submitted(submission, 0, IsCommitted: status == WorkStatus.Committed);
        var after = WorkTransitions.Apply(record, submitted, DateTimeOffset.UnixEpoch, Options).Record;
        Assert.Equal(status, after.Status);
        Assert.True(after.Version > ahead);
    }

    private static Gen<T> OneOf<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(index => items[index]);

    private static Happening Always(WorkEvent happened) => _ => happened;

    /// <summary>The store is asked only where its answer can matter; there it may say anything, and may be damaged.</summary>
    private static Happening Submission(string observer, WorkDemand demand, int storeAttempt, int answer) => record =>
    {
        var submission = new WorkRequest(Label, [.. Stages], observer, demand, record.Version);
        if (record.Status is not (WorkStatus.Unknown or WorkStatus.Committed or WorkStatus.Cancelled))
            return new WorkEvent.Submitted(submission, 0, IsCommitted: false);
        return answer == 0
            ? new WorkEvent.Refused(submission, "damaged")
            : new WorkEvent.Submitted(submission, storeAttempt, IsCommitted: answer == 1);
    };

    private static Happening StageNews(WorkId stage, WorkStatus status) =>
        Always(new WorkEvent.StagesChanged([new StageOutcome(stage, status, "bad")]));

    private static Happening Failure(int kind, int lateness, string other) => record =>
        new WorkEvent.Failed(
            record.Worker ?? other,
            record.Attempt + lateness,
            new AttemptFailure("one reason\nand another", Retryable: kind > 0, ["the last\r\nline"]));

    private static Happening HandBack(int storeAhead, int lateness, string other) => record =>
        new WorkEvent.HandedBack(record.Worker ?? other, record.Attempt + lateness, record.Attempt + storeAhead, null);

    private static Gen<Happening> ByHolder(Func<string, int, WorkEvent> happened) => Gen.Select<int, string, Happening>(
        Lateness, OneOf(Workers), (lateness, other) => record => happened(record.Worker ?? other, record.Attempt + lateness));
}
