using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace JsccGrid.Silo.Tests.Telemetry;

/// <summary>Meters as a host gives them.</summary>
internal sealed class MeterHost : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public IMeterFactory Meters => services.GetRequiredService<IMeterFactory>();

    public void Dispose() => services.Dispose();
}
