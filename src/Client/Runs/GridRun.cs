using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Progress;
using JsccGrid.Experiments.Costs;
using JsccGrid.Experiments.Grids;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Silo.Hosting;
using JsccGrid.Storage.Grids;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Works;
using JsccGrid.Training.Data;

namespace JsccGrid.Client.Runs;

/// <summary>Runs a grid on this machine from its file to its figures.</summary>
internal sealed class GridRun(RunSettings settings, Terminal terminal, TimeProvider clock)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var definition = GridFile.Load(settings.Grid);
        if (settings.Seeds.Count > 0) definition = definition with { Seeds = [.. settings.Seeds] };
        await TrainerProbe.RequireDeviceAsync(settings.Device, cancellationToken);
        var data = DataSetIntake.Open(settings.DataFolder, settings.ValidationFraction);
        var weights = settings.WeightsFile is { } file ? WeightsIntake.Open(file, definition.Recipe.Backbone) : null;
        var submission = new GridSubmission
        {
            Format = GridSubmission.CurrentFormat,
            Name = settings.Name ?? RunName.Of(definition.Name, settings.IsGridsOwnData ? null : data.Reference),
            Definition = definition,
            Data = data.Reference,
            Weights = weights?.Reference,
            SubmittedAt = clock.GetUtcNow(),
        };
        var store = await OpenStoreAsync(data, cancellationToken);

        var grid = submission.Expand();
        Say($"{submission.Name}: {grid.Cells.Count} cells and {grid.Stages.Count} shared stages on '{data.Reference.Name}'"
            + $" ({data.Images.Train.Count} training, {data.Images.Query.Count} query, {data.Images.Gallery.Count} gallery images)");
        RunFrame? last;
        try
        {
            last = await TrainAsync(submission, grid, data, weights, store, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Say("stopped; every cell keeps its last checkpoint. Run the same command to go on.");
            return ExitCode.Interrupted;
        }

        var report = new GridReport(submission, new WorkStore(store), terminal)
        {
            Command = settings.CommandLine,
            DataFacts =
            [
                new("Training images", $"{data.Images.Train.Count} of {Identities(data.Images.Train)} identities"),
                new("Query images", $"{data.Images.Query.Count} of {Identities(data.Images.Query)} identities"),
                new("Gallery images", $"{data.Images.Gallery.Count} of {Identities(data.Images.Gallery)} identities"),
            ],
            EnvironmentFacts = [new("Slots", $"{last?.Workers.Sum(worker => worker.Slots.Length)}"), new("Processor cores", $"{MachineCapacity.Cores}")],
            Quarantined = last?.Snapshot.Quarantined ?? [],
            WallTime = () => clock.GetElapsedTime(began),
        };
        return await report.WriteAsync(settings.OutFolder ?? GridReport.DefaultFolder(submission.Name), settings.Json, cancellationToken);
    }

    private async Task<RunFrame?> TrainAsync(
        GridSubmission submission, ExpandedGrid grid, DataSetIntake data, WeightsIntake? weights, DirectoryObjectStore store, CancellationToken cancellationToken)
    {
        var size = new DataSetSize(data.Images.Train.Count, data.Images.Query.Count, data.Images.Gallery.Count);
        await using var machine = await OneMachineHost.StartAsync(new OneMachineOptions
        {
            StoreFolder = settings.StoreFolder,
            Slots = settings.Slots,
            Device = settings.Device,
            DataSets = new Dictionary<string, string> { [data.Reference.Fingerprint] = data.Folder },
            Weights = weights is null ? [] : new Dictionary<string, string> { [weights.Reference.Sha256] = weights.File },
            CheckpointSeconds = settings.CheckpointSeconds,
            VerboseLog = settings.Verbose,
            TimeProvider = clock,
        }, cancellationToken);
        await new GridStore(store).WriteSubmissionAsync(submission, cancellationToken);
        await machine.Grains.GetGrain<IGridGrain>(submission.Name).SubmitAsync(grid.Cells, cancellationToken);
        IRunView view = settings.Json ? new JsonView(terminal) : terminal.IsInteractive ? new LiveView(terminal) : new PlainView(terminal);
        return await view.ShowAsync(new GridWatch(machine.Grains, submission.Name, grid, size, clock).FramesAsync(cancellationToken));
    }

    /// <summary>The store, made only once nothing is known to be wrong with what was asked for.</summary>
    private async Task<DirectoryObjectStore> OpenStoreAsync(DataSetIntake data, CancellationToken cancellationToken)
    {
        var isKnown = Directory.Exists(settings.StoreFolder)
            && await data.IsKnownGoodAsync(new DirectoryObjectStore(settings.StoreFolder, clock), cancellationToken);
        if (!isKnown) await data.CheckImagesAsync(cancellationToken);
        var store = new DirectoryObjectStore(settings.StoreFolder, clock);
        if (!isKnown) await data.RememberGoodAsync(store, cancellationToken);
        return store;
    }

    private static int Identities(IEnumerable<ReIdImage> images) => images.Select(image => image.PersonId).Distinct().Count();

    private void Say(string text)
    {
        if (!settings.Json) terminal.Line(text);
    }
}
