using JsccGrid.Experiments.Cells;
using JsccGrid.FakeTrainer;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Silo.Tests.Support;
using JsccGrid.Tests.Shared;
using JsccGrid.Worker.Trainers;
using Xunit;

namespace JsccGrid.Silo.Tests.Workers;

/// <summary>What training processes inherit.</summary>
public sealed class TrainerEnvironmentTests
{
    [Theory]
    [InlineData("JsccGrid__Cluster__Redis", "redis:6379")]
    [InlineData("jsccgrid__store__connectionstring", "x")]
    [InlineData("JsccGrid__Page__ActionToken", "x")]
    [InlineData("AZURE_CLIENT_SECRET", "x")]
    [InlineData("AZURE_FEDERATED_TOKEN_FILE", "/var/run/secrets/token")]
    [InlineData("AZURITE_ACCOUNTS", "a:b")]
    [InlineData("AWS_SECRET_ACCESS_KEY", "x")]
    [InlineData("REDIS_PASSWORD", "x")]
    [InlineData("REDISCLI_AUTH", "x")]
    [InlineData("ConnectionStrings__Store", "x")]
    [InlineData("GITHUB_TOKEN", "x")]
    [InlineData("STORE", "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=a2V5")]
    [InlineData("STORE", "https://a.blob.core.windows.net/c?sv=1&sig=abc")]
    [InlineData("CACHE", "redis:6379,password=x")]
    [InlineData("DATABASE", "postgres://me:secret@db/x")]
    public void IsSecret_OfASecret_IsTrue(string name, string value) => Assert.True(TrainerEnvironment.IsSecret(name, value));

    [Theory]
    [InlineData("PATH", "/usr/bin:/bin")]
    [InlineData("LD_LIBRARY_PATH", "/usr/local/cuda/lib64")]
    [InlineData("CUDA_VISIBLE_DEVICES", "0")]
    [InlineData("JSCCGRID_LIBTORCH", "/opt/libtorch")]
    [InlineData("DOTNET_ROOT", "/usr/share/dotnet")]
    [InlineData("OMP_NUM_THREADS", "1")]
    [InlineData("TMPDIR", "/tmp")]
    [InlineData("TOKENIZERS_PARALLELISM", "false")]
    [InlineData("https_proxy", "http://proxy:3128")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "api-key=x")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317")]
    public void IsSecret_OfWhatTrainingNeeds_IsFalse(string name, string value) => Assert.False(TrainerEnvironment.IsSecret(name, value));

    [Fact]
    public async Task TrainingProcess_OfAWorkerWithSecrets_InheritsNone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc is Linux'.");
        var cell = Samples.Cells(1)[0];
        using var ground = new FakeGround(new Script { Rules = [new Rule { Label = "B=1 ", Step = 7, Do = Misbehaviour.Hang }] });
        await using var cluster = await MemberCluster.PrepareAsync(ground, silos: 1, workers: 1);
        var environment = cluster.Workers[0].Process.Environment;
        environment["JsccGrid__Cluster__Redis"] = cluster.Redis.ConnectionString;
        environment["AZURE_CLIENT_SECRET"] = "a-secret";
        environment["HARMLESS"] = "harmless";
        foreach (var member in cluster.Members) member.Process.Start();
        await cluster.ConnectAsync();
        await cluster.Grains.GetGrain<IGridGrain>("fake").SubmitAsync([cell], TestContext.Current.CancellationToken);
        await ground.UntilHangsAsync(WorkId.Of(cell.Id));

        var inherited = await File.ReadAllTextAsync(
            $"/proc/{ground.ProcessOf(WorkId.Of(cell.Id))}/environ", TestContext.Current.CancellationToken);

        Assert.Contains("HARMLESS=harmless", inherited, StringComparison.Ordinal);
        Assert.DoesNotContain("JsccGrid__", inherited, StringComparison.Ordinal);
        Assert.DoesNotContain("a-secret", inherited, StringComparison.Ordinal);
    }
}
