using System.CommandLine;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Stores;

namespace JsccGrid.Client.Commands;

/// <summary>Verbs that work on a store of this machine as on a cluster.</summary>
internal static class PlaceVerbs
{
    /// <summary>A verb that reads the store, and the grains where some work on it.</summary>
    public static void SetPlaceAction(this Command command, Func<ParseResult, GridSession, CancellationToken, Task<int>> action)
    {
        command.Options.Add(SharedOptions.Cluster);
        command.Options.Add(SharedOptions.Store);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, Place(parsed), async session =>
        {
            if (session.Trouble is { } trouble) await parsed.InvocationConfiguration.Error.WriteLineAsync(trouble);
            return await action(parsed, session, cancellationToken);
        }, cancellationToken));
    }

    /// <summary>A verb that can do nothing without grains.</summary>
    public static void SetLiveAction(
        this Command command, Func<ParseResult, GridSession, LiveGrains, CancellationToken, Task<int>> action) =>
        command.SetPlaceAction((parsed, session, cancellationToken) =>
            action(parsed, session, session.RequireLive(command.Name), cancellationToken));

    /// <summary>A verb that changes something, for which it is not enough that grains answer.</summary>
    public static void SetChangeAction(
        this Command command, Func<ParseResult, GridSession, LiveGrains, CancellationToken, Task<int>> action)
    {
        command.Options.Add(SharedOptions.Cluster);
        command.Options.Add(SharedOptions.Store);
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed, Place(parsed),
                session => action(parsed, session, session.RequireChangeable(command.Name), cancellationToken), cancellationToken));
    }

    /// <summary>A verb for clusters only, that changes something there.</summary>
    public static void SetClusterAction(
        this Command command, Func<ParseResult, GridSession, LiveGrains, CancellationToken, Task<int>> action)
    {
        command.Options.Add(SharedOptions.Cluster);
        command.SetAction((parsed, cancellationToken) =>
        {
            var place = GridPlace.Choose(parsed.GetValue(SharedOptions.Cluster), null, Environment.GetEnvironmentVariable);
            if (place.Cluster is null)
                throw new UserException($"'{command.Name}' needs a cluster, and there is none: "
                    + $"no local one is up in '{LocalClusterFolder.Default}', {GridPlace.Variable} is not set"
                    + " and --cluster is not given. 'jsccgrid cluster up' starts one on this machine; 'jsccgrid run' trains without one.");
            return RunAsync(parsed, place,
                session => action(parsed, session, session.RequireChangeable(command.Name), cancellationToken), cancellationToken);
        });
    }

    private static async Task<int> RunAsync(
        ParseResult parsed, GridPlace place, Func<GridSession, Task<int>> action, CancellationToken cancellationToken)
    {
        await using var session = await GridSession.OpenAsync(place, cancellationToken);
        try
        {
            return await action(session);
        }
        finally
        {
            foreach (var problem in session.Problems) parsed.InvocationConfiguration.Error.WriteLine(problem);
        }
    }

    private static GridPlace Place(ParseResult parsed) => GridPlace.Choose(
        parsed.GetValue(SharedOptions.Cluster),
        parsed.GetResult(SharedOptions.Store) is { Implicit: false } ? parsed.GetValue(SharedOptions.Store) : null,
        Environment.GetEnvironmentVariable);
}
