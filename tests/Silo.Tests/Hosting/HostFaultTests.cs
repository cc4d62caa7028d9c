using JsccGrid.Silo.Hosting;
using JsccGrid.Silo.Tests.Support;
using JsccGrid.Tests.Shared.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace JsccGrid.Silo.Tests.Hosting;

/// <summary>A background part that dies takes its program with it, and says why.</summary>
public sealed class HostFaultTests : IDisposable
{
    private readonly FakeGround ground = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => ground.Dispose();

    [Fact]
    public async Task WaitForShutdown_OfAHostWhoseBackgroundPartThrows_ThrowsItsReason()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>().AddHostedService<Mortal>().AddSingleton<Fate>();
        using var host = builder.Build();
        await host.StartAsync(Cancellation);
        host.Services.GetRequiredService<Fate>().Strike();

        var exception = await Assert.ThrowsAsync<HostFaultException>(() => HostFault.WaitForShutdownAsync(host));
        Assert.Equal("A part that works in the background has died. Mortal: the disk caught fire", exception.Message);
        Assert.IsType<InvalidOperationException>(exception.InnerException);
    }

    [Fact]
    public async Task WaitForShutdown_OfAHostThatIsStopped_ReturnsInPeace()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>().AddHostedService<Mortal>().AddSingleton<Fate>();
        using var host = builder.Build();
        await host.StartAsync(Cancellation);
        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        await HostFault.WaitForShutdownAsync(host);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhileAlive_OfAMachineWhoseBackgroundPartThrows_ThrowsItsReason(bool isHeard)
    {
        var fate = new Fate();
        await using var machine = await StartAsync(fate);
        var working = machine.WhileAliveAsync(async alive =>
        {
            fate.Strike();
            await Until.CancelledAsync(isHeard ? alive : Cancellation);
            return 0;
        }, Cancellation);

        var exception = await Assert.ThrowsAsync<HostFaultException>(() => working);
        Assert.Contains("Mortal: the disk caught fire", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhileAlive_OfAMachineThatIsStopped_SaysSo()
    {
        IHostApplicationLifetime? lifetime = null;
        await using var machine = await StartAsync(
            new Fate(), host => lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>());
        var working = machine.WhileAliveAsync(async alive =>
        {
            lifetime!.StopApplication();
            await Until.CancelledAsync(alive);
            return 0;
        }, Cancellation);

        var exception = await Assert.ThrowsAsync<HostFaultException>(() => working);
        Assert.Equal("The silo of this run was stopped before the grid was finished.", exception.Message);
    }

    [Fact]
    public async Task WhileAlive_OfAMachineThatLives_ReturnsWhatWasDone()
    {
        await using var machine = await StartAsync(new Fate());
        Assert.Equal(7, await machine.WhileAliveAsync(_ => Task.FromResult(7), Cancellation));
        using var interrupt = new CancellationTokenSource();
        var interrupted = machine.WhileAliveAsync(async alive =>
        {
            await interrupt.CancelAsync();
            await Until.CancelledAsync(alive);
            return 0;
        }, interrupt.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => interrupted);
    }

    private Task<OneMachineHost> StartAsync(Fate fate, Action<IHost>? built = null) => OneMachineHost.StartAsync(
        ground.Options,
        settings =>
        {
            var builder = Host.CreateEmptyApplicationBuilder(null);
            builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
            builder.AddOneMachine(settings);
            builder.Services.AddSingleton(fate).AddHostedService<Mortal>();
            var host = builder.Build();
            built?.Invoke(host);
            return host;
        },
        Cancellation);

    private sealed class Fate
    {
        private readonly TaskCompletionSource struck = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Struck => struck.Task;

        public void Strike() => struck.SetResult();
    }

    private sealed class Mortal(Fate fate) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await fate.Struck.WaitAsync(stoppingToken);
            throw new InvalidOperationException("the disk caught fire");
        }
    }
}
