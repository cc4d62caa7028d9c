using System.Net;
using JsccGrid.Page;
using JsccGrid.Silo.Configuration;
using JsccGrid.Silo.Health;
using JsccGrid.Silo.Telemetry;
using Orleans.Dashboard;

namespace JsccGrid.Silo.Hosting;

/// <summary>What a process serves by HTTP: health and metrics, and where it has a silo the live page.</summary>
internal static class WebComposition
{
    public static void AddWeb(this WebApplicationBuilder builder, SiloRole role, PageSettings page)
    {
        // Probes, Prometheus and whoever looks at the page ask every second or so.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.AddReadiness(role).AddSingleton(page);
        if (role != SiloRole.Worker)
        {
            builder.AddLivePage();
            AfterStart.Postpone(builder.Services, typeof(DashboardOptions).Assembly);
        }
        builder.AddTelemetry(role);
    }

    public static WebApplication MapWeb(this WebApplication app) => app.UseHostGuard().MapHealth().MapTelemetry().MapLivePage();

    /// <summary>
    /// A program that others host in their own process: it listens on the loopback address alone, at a free port, and reads neither
    /// configuration files nor the environment, which are its host's.
    /// </summary>
    public static WebApplicationBuilder CreateGuestBuilder()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRouting();
        return builder;
    }
}
