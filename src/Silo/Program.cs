using JsccGrid.Experiments.Text;
using JsccGrid.Silo.Configuration;
using JsccGrid.Silo.Hosting;
using JsccGrid.Worker;
using SiloOptions = JsccGrid.Silo.Configuration.SiloOptions;

try
{
    var options = SiloOptions.Read(WebApplication.CreateBuilder(args).Configuration);
    if (options.ParsedRole == SiloRole.OneMachine)
    {
        await using var machine = await OneMachineHost.StartAsync(
            OneMachineOptions.From(options),
            settings => Build(options, builder => builder.AddOneMachine(settings)),
            CancellationToken.None);
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
    builder.Services.AddSingleton<StopUrgency>().AddSingleton<IHostLifetime, SignalLifetime>();
    add(builder);
    builder.AddWeb(options.ParsedRole, options.Page);
    return builder.Build().MapWeb();
}
