using JsccGrid.Experiments.Cells;
using JsccGrid.Grains.Interfaces.Calls;
using JsccGrid.Grains.Interfaces.Works;
using JsccGrid.Page.Http;
using JsccGrid.Presentation;
using JsccGrid.Storage;
using JsccGrid.Storage.Works;

namespace JsccGrid.Page.Works;

/// <summary>
/// <c>/api/works/cells/ID</c> and <c>/api/works/stages/KEY</c>: one cell or stage; its log below it, <c>log</c>; and with the token
/// <c>retry</c>.
/// </summary>
internal static class WorkEndpoints
{
    public static void MapWorks(this RouteGroupBuilder api)
    {
        var works = api.MapGroup("/works/{kind}/{id}");
        works.MapGet("", GetAsync);
        works.MapGet("/log", GetLogAsync);
        works.MapPost("/retry", RetryAsync).AddEndpointFilter<ActionToken>();
    }

    private static async Task<IResult> GetAsync(string kind, string id, HttpContext context, ClusterCache cluster, WorkStore store)
    {
        var work = Parse(kind, id);
        var grain = cluster.Grains.Work(work);
        var why = await grain.WhyAsync().WaitAsync(ClusterCache.Patience);
        var (spec, damage) = await FindSpecAsync(store, work, context.RequestAborted);
        if (why.Work.Status == WorkStatus.Unknown && spec is null && damage is null)
            throw PageException.NotFound(
                $"There is no {(work.IsCell ? "cell" : "stage")} '{id}': no grid of this cluster has it, and the store has never seen it.");
        var stored = work.IsCell ? await store.FindResultAsync(CellId.Parse(id), context.RequestAborted) : null;
        var text = string.Join("; ", new[] { why.Text(), damage, stored?.Problem }.OfType<string>());
        return PageJson.Answer(context, WorkDetail.Of(why, text, spec, stored?.Result));
    }

    private static async Task<(WorkSpec? Spec, string? Damage)> FindSpecAsync(
        WorkStore store, WorkId work, CancellationToken cancellationToken)
    {
        try
        {
            return (await store.ReadSpecAsync(work, cancellationToken), null);
        }
        catch (StoreCorruptException exception)
        {
            return (null, exception.Message);
        }
    }

    private static async Task<IResult> GetLogAsync(string kind, string id, string? offset, HttpContext context, LogReader logs)
    {
        var work = Parse(kind, id);
        long? from = null;
        if (offset is not null)
        {
            if (!long.TryParse(offset, out var parsed) || parsed < 0)
                throw PageException.BadRequest(
                    $"offset is '{offset}'; it must be the 'next' of an earlier answer, or be left out for the last lines.");
            from = parsed;
        }
        return PageJson.Answer(context, await logs.ReadAsync(work, from, context.RequestAborted));
    }

    private static async Task<IResult> RetryAsync(string kind, string id, ClusterCache cluster)
    {
        var work = Parse(kind, id);
        var grain = cluster.Grains.Work(work);
        var before = (await grain.WhyAsync().WaitAsync(ClusterCache.Patience)).Work;
        if (before.Status == WorkStatus.Unknown) throw PageException.NotFound($"No grid of this cluster has '{work}'.");
        if (!await grain.RetryAsync().WaitAsync(ClusterCache.Patience))
            throw new PageException(
                StatusCodes.Status409Conflict, $"{before.Label} is not quarantined but {before.Status.Text()}; there is nothing to retry.");
        cluster.Forget();
        return Results.Ok(new { before.Label, Status = (await grain.GetAsync()).Status.Text() });
    }

    private static WorkId Parse(string kind, string id)
    {
        try
        {
            return WorkId.Parse($"{kind}/{id}");
        }
        catch (FormatException exception)
        {
            throw PageException.NotFound(exception.Message);
        }
    }
}
