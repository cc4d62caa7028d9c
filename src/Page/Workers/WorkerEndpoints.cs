using System.Text.Json;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Workers;
using JsccGrid.Page.Http;

namespace JsccGrid.Page.Workers;

/// <summary><c>/api/workers</c>, and with the token <c>cordon</c> and <c>uncordon</c> below a worker.</summary>
internal static class WorkerEndpoints
{
    private const int MaxReasonLength = 200;

    public static void MapWorkers(this RouteGroupBuilder api)
    {
        var workers = api.MapGroup("/workers");
        workers.MapGet("", ListAsync);
        var actions = workers.MapGroup("/{name}").AddEndpointFilter<ActionToken>();
        actions.MapPost("/cordon", async (string name, HttpContext context, ClusterCache cluster) =>
        {
            var reason = await ReadReasonAsync(context);
            return await ActAsync(name, cluster, pool => pool.CordonAsync(name, reason));
        });
        actions.MapPost("/uncordon", (string name, ClusterCache cluster) => ActAsync(name, cluster, pool => pool.UncordonAsync(name)));
    }

    private static async Task<IResult> ListAsync(HttpContext context, ClusterCache cluster)
    {
        var workers = await cluster.GetWorkersAsync();
        return PageJson.Answer(context, new
        {
            Total = workers.Length,
            Slots = workers.Sum(worker => worker.Registration.Slots),
            BusySlots = workers.Sum(worker => worker.Slots.Count(slot => slot.Work is not null)),
            Cordoned = workers.Count(worker => worker.CordonReason is not null),
            Workers = WorkerRows.Lines(workers),
        });
    }

    private static async Task<IResult> ActAsync(string name, ClusterCache cluster, Func<IWorkerPoolGrain, Task> action)
    {
        await cluster.RequireWorkerAsync(name);
        await action(cluster.Grains.Pool());
        cluster.Forget();
        var after = await cluster.RequireWorkerAsync(name);
        return Results.Ok(new { Name = name, Cordon = after.CordonReason });
    }

    /// <summary>The body is optional: <c>{"reason":"…"}</c>.</summary>
    private static async Task<string> ReadReasonAsync(HttpContext context)
    {
        string? reason = null;
        try
        {
            if (context.Request.HasJsonContentType())
                reason = (await context.Request.ReadFromJsonAsync<CordonRequest>(context.RequestAborted))?.Reason?.Trim();
        }
        catch (JsonException)
        {
            throw PageException.BadRequest("The body cannot be read; it must be such as {\"reason\":\"for repair\"}.");
        }
        if (reason?.Length > MaxReasonLength)
            throw PageException.BadRequest($"The reason has {reason.Length} characters; it must have {MaxReasonLength} or fewer.");
        return string.IsNullOrEmpty(reason) ? "by hand, from the live page" : reason;
    }

    internal sealed record CordonRequest(string? Reason);
}
