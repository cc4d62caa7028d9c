namespace JsccGrid.Silo.Hosting;

/// <summary>Leaves signals and the console to the program that hosts the silo.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
