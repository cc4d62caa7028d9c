using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Storage.Resilience;
using Polly;

namespace JsccGrid.Client.Stores;

/// <summary>
/// The grains that work on a store. A call that a dying silo took with it is made again: every call the client makes may be
/// made twice.
/// </summary>
internal sealed class LiveGrains(IGrainFactory grains)
{
    private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder()
        .AddRetry(ResiliencePipelines.Retry(
            tried => tried.Outcome.Exception is { } exception && CallFailure.IsTransient(exception),
            TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(3), maxRepetitions: 6))
        .Build();

    public IGrainFactory Grains { get; } = grains;

    public async Task<T> CallAsync<T>(Func<IGrainFactory, Task<T>> call, CancellationToken cancellationToken) =>
        await Pipeline.ExecuteAsync(
            async (state, cancelled) => await state.call(state.Grains).WaitAsync(cancelled), (call, Grains), cancellationToken);

    public async Task CallAsync(Func<IGrainFactory, Task> call, CancellationToken cancellationToken) => await Pipeline.ExecuteAsync(
        async (state, cancelled) => await state.call(state.Grains).WaitAsync(cancelled), (call, Grains), cancellationToken);
}
