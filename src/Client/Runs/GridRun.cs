using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Progress;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Presentation;
using JsccGrid.Silo.Hosting;
using JsccGrid.Storage;
using JsccGrid.Storage.Grids;
using JsccGrid.Storage.Objects;
using JsccGrid.Storage.Works;
using JsccGrid.Worker;

namespace JsccGrid.Client.Runs;

/// <summary>Runs a grid on this machine from its file to its figures.</summary>
internal sealed class GridRun(RunSettings settings, Terminal terminal, TimeProvider clock)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        await TrainerProbe.RequireDeviceAsync(settings.Device, cancellationToken);
        var known = Directory.Exists(settings.StoreFolder) ? new DirectoryObjectStore(settings.StoreFolder, clock) : null;
        var intake = await GridIntake.OpenAsync(settings.Source, known, clock, cancellationToken);
        var store = await OpenStoreAsync(intake, known, cancellationToken);

        RunFrame? last;
        try
        {
            last = await TrainAsync(intake, store, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Print("stopped; every cell keeps its last checkpoint. Run the same command to go on.");
            return ExitCode.Interrupted;
        }

        var report = new GridReport(intake.Submission, new WorkStore(store), terminal)
        {
            Command = settings.Source.CommandLine,
            DataFacts = intake.Facts,
            EnvironmentFacts =
            [
                new("Slots", $"{last?.Workers.Sum(worker => worker.Slots.Length)}"),
                new("Processor cores", $"{MachineCapacity.Cores}")
            ],
            Quarantined = last?.Snapshot.Quarantined ?? [],
            WallTime = () => clock.GetElapsedTime(began),
        };
        return await report.WriteAsync(
            settings.OutFolder ?? GridReport.DefaultFolder(intake.Submission.Name), settings.Json, cancellationToken);
    }

    private async Task<RunFrame?> TrainAsync(GridIntake intake, DirectoryObjectStore store, CancellationToken cancellationToken)
    {
        await using var machine = await OneMachineHost.StartAsync(new OneMachineOptions
        {
            StoreFolder = settings.StoreFolder,
            Worker = OneMachineOptions.DefaultWorker with
            {
                Slots = settings.Slots,
                Device = settings.Device,
                DataSets = new Dictionary<string, string> { [intake.Data.Reference.Fingerprint] = intake.Data.Folder },
                Weights = intake.Weights is { } weights ? new Dictionary<string, string> { [weights.Reference.Sha256] = weights.File } : [],
                CheckpointSeconds = settings.CheckpointSeconds,
            },
            ServesPage = settings.ServesPage,
            VerboseLog = settings.Verbose,
            TimeProvider = clock,
        }, cancellationToken);
        if (machine.Page is { } page)
        {
            if (settings.Json) terminal.Json(new { Event = "page", Address = page });
            Print($"Live page, while this runs: {page}");
        }
        Print(intake.Summary);
        return await machine.WhileAliveAsync(async alive =>
        {
            await intake.UploadProgramsAsync(store, alive);
            var grids = new GridStore(store);
            await PrintIfFormerAsync(intake.Submission.Name, grids, alive);
            await grids.WriteSubmissionAsync(intake.Submission, alive);
            await machine.Grains.GetGrain<IGridGrain>(intake.Submission.Name).SubmitAsync(intake.Grid.Cells, alive);
            var watch = new GridWatch(machine.Grains, intake.Submission.Name, new RemainingTime(intake.Grid, intake.Size), clock);
            return await RunRenderers.For(terminal, settings.Json).ShowAsync(watch.FramesAsync(alive));
        }, cancellationToken);
    }

    private async Task PrintIfFormerAsync(string name, GridStore grids, CancellationToken cancellationToken)
    {
        try
        {
            if (await grids.ReadSubmissionAsync(name, cancellationToken) is { } former
                && AlgorithmText.Of(former.AlgorithmOfCells) is not null)
                Print(AlgorithmText.Replaced(former.AlgorithmOfCells));
        }
        catch (StoreCorruptException)
        {
            // It is written anew next.
        }
    }

    /// <summary>The store, made only once nothing is known to be wrong with what was asked for.</summary>
    private async Task<DirectoryObjectStore> OpenStoreAsync(
        GridIntake intake, DirectoryObjectStore? known, CancellationToken cancellationToken)
    {
        var checkedNow = await intake.CheckImagesAsync(known, terminal.Warn, cancellationToken);
        var store = known ?? new DirectoryObjectStore(settings.StoreFolder, clock);
        if (checkedNow) await intake.Data.RememberGoodAsync(store, cancellationToken);
        return store;
    }

    private void Print(string text)
    {
        if (!settings.Json) terminal.Line(text);
    }
}
