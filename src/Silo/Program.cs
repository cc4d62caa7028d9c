using JsccGrid.Experiments.Text;
using JsccGrid.Silo.Configuration;
using JsccGrid.Silo.Health;
using JsccGrid.Silo.Hosting;
using JsccGrid.Silo.Pages;
using JsccGrid.Silo.Pages.Http;
using JsccGrid.Silo.Telemetry;
using SiloOptions = JsccGrid.Silo.Configuration.SiloOptions;

try
{
    var options = SiloOptions.Read(WebApplication.CreateBuilder(args).Configuration);
    if (options.ParsedRole == SiloRole.OneMachine)
    {
        await using var machine = await OneMachineHost.StartAsync(
            OneMachineOptions.From(options), settings => Build(options, builder => builder.AddOneMachine(settings)), CancellationToken.None);
        await machine.WaitForShutdownAsync();
    }
    else
    {
        await using var member = Build(options, builder => builder.AddClusterMember(options));
        await member.StartAsync();
        await HostFault.WaitForShutdownAsync(member);
    }
    return 0;
}
catch (Exception exception) when (exception is ConfigurationException or ArgumentException or StoreBusyException)
{
    await Console.Error.WriteLineAsync(VisibleText.Of(exception.Message));
    return 2;
}
catch (Exception exception) when (exception is OperationCanceledException or Orleans.Runtime.OrleansLifecycleCanceledException)
{
    // Stopped while it was starting.
    return 0;
}
catch (Exception exception) when (exception is HostFaultException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 3;
}

WebApplication Build(SiloOptions options, Action<WebApplicationBuilder> add)
{
    var builder = WebApplication.CreateBuilder(args);
    // Probes, Prometheus and whoever looks at the page ask every second or so.
    builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
    builder.Services.AddSingleton<StopUrgency>().AddSingleton<IHostLifetime, SignalLifetime>().AddReadiness(options.ParsedRole);
    add(builder);
    builder.AddLivePage(options);
    builder.AddTelemetry(options.ParsedRole);
    var app = builder.Build();
    app.UseMiddleware<HostGuard>(options.Page);
    return app.MapHealth().MapTelemetry().MapLivePage();
}
