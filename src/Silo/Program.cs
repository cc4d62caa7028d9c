using JsccGrid.Silo.Configuration;
using JsccGrid.Silo.Hosting;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

try
{
    await using var machine = await OneMachineHost.StartAsync(ReadOptions(args), Build, CancellationToken.None);
    await machine.WaitForShutdownAsync();
    return 0;
}
catch (Exception exception) when (exception is ArgumentException or StoreBusyException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 2;
}

static OneMachineOptions ReadOptions(string[] args) =>
    (WebApplication.CreateBuilder(args).Configuration.GetSection(SiloOptions.Section).Get<SiloOptions>() ?? new SiloOptions()).ToOneMachine();

IHost Build(OneMachineSettings settings)
{
    const string ReadyTag = "ready";
    var builder = WebApplication.CreateBuilder(args);
    builder.AddOneMachine(settings);
    builder.Services.AddHealthChecks().AddCheck<GrainsHealthCheck>("grains", tags: [ReadyTag]);
    var app = builder.Build();
    app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
    app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(ReadyTag) });
    return app;
}
