using System.Reflection;
using JsccGrid.Worker;

namespace JsccGrid.Silo.Hosting;

/// <summary>
/// Starts a hosted service of somebody else once the application has started. Orleans' dashboard asks for its grains at once, while
/// hosted services start side by side here and the silo is not active yet: seventy lines of warnings at every start, which mean
/// nothing and bury those that do.
/// </summary>
internal sealed class AfterStart(IHostedService inner, IHostApplicationLifetime application) : BackgroundService
{
    /// <summary>Lets all hosted services of an assembly start later.</summary>
    public static void Postpone(IServiceCollection services, Assembly assembly)
    {
        var found = services.Where(service => service.ServiceType == typeof(IHostedService) && IsOf(service, assembly)).ToList();
        foreach (var service in found)
        {
            services.Remove(service);
            services.AddSingleton<IHostedService>(provider => new AfterStart(
                (IHostedService)(service.ImplementationFactory?.Invoke(provider)
                    ?? ActivatorUtilities.CreateInstance(provider, service.ImplementationType!)),
                provider.GetRequiredService<IHostApplicationLifetime>()));
        }
    }

    private static bool IsOf(ServiceDescriptor service, Assembly assembly) =>
        (service.ImplementationType ?? service.ImplementationFactory?.Method.DeclaringType)?.Assembly == assembly;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await inner.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await application.UntilStartedAsync(stoppingToken);
        if (!stoppingToken.IsCancellationRequested) await inner.StartAsync(stoppingToken);
    }
}
