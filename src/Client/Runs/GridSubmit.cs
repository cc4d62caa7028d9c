using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Stores;
using JsccGrid.Experiments.Text;
using JsccGrid.Grains.Interfaces.Grids;
using JsccGrid.Presentation;
using JsccGrid.Storage.Inputs;

namespace JsccGrid.Client.Runs;

/// <summary>Hands a grid to a cluster, and if wanted watches it to its figures.</summary>
internal sealed class GridSubmit(SubmitSettings settings, GridSession session, LiveGrains live, Terminal terminal, TimeProvider clock)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var intake = await GridIntake.OpenAsync(settings.Source, session.Objects, clock, cancellationToken);
        if (await intake.CheckImagesAsync(session.Objects, terminal.Warn, cancellationToken))
            await intake.Data.RememberGoodAsync(session.Objects, cancellationToken);
        Print(intake.Summary);
        await UploadInputsAsync(intake, cancellationToken);
        await SubmitAsync(intake, cancellationToken);
        if (!settings.Watch)
        {
            PrintNextSteps(intake.Submission.Name);
            return ExitCode.Success;
        }

        var name = intake.Submission.Name;
        var remainingTime = new RemainingTime(intake.Grid, intake.Size);
        if (await WatchedGrid.ShowAsync(name, remainingTime, session, live, terminal, settings.Json, cancellationToken) is not { } last)
            return ExitCode.Interrupted;
        if (last.Snapshot.Status == GridStatus.Cancelled) Print($"{name} was cancelled; its curves are drawn from what is done.");
        var report = new GridReport(intake.Submission, session.Works, terminal)
        {
            Command = settings.Source.CommandLine,
            DataFacts = intake.Facts,
            EnvironmentFacts =
            [
                new("Workers", $"{last.Workers.Length}"),
                new("Slots", $"{last.Workers.Sum(worker => worker.Slots.Length)}")
            ],
            Quarantined = last.Snapshot.Quarantined,
            WallTime = () => clock.GetElapsedTime(began),
        };
        return await report.WriteAsync(settings.OutFolder ?? GridReport.DefaultFolder(name), settings.Json, cancellationToken);
    }

    /// <summary>Workers that do not have them take the images, weights and programs from the store.</summary>
    private async Task UploadInputsAsync(GridIntake intake, CancellationToken cancellationToken)
    {
        if (await new DataSetArchive(session.Objects)
                .UploadIfAbsentAsync(intake.Data.Folder, intake.Data.Reference.Fingerprint, cancellationToken))
            Print($"Uploaded the images of '{intake.Data.Reference.Name}' to the store.");
        if (intake.Weights is { } weights
            && await new WeightsArchive(session.Objects).UploadIfAbsentAsync(weights.File, weights.Reference.Sha256, cancellationToken))
            Print($"Uploaded the weights '{weights.Reference.Name}' to the store.");
        if (await intake.UploadProgramsAsync(session.Objects, cancellationToken) is > 0 and var files)
            Print($"Uploaded {Counted.Text(files, "file")} of programs to the store.");
    }

    private async Task SubmitAsync(GridIntake intake, CancellationToken cancellationToken)
    {
        var submission = intake.Submission;
        if (await session.Submissions.FindAsync(submission.Name, cancellationToken) is { } former
            && former with { SubmittedAt = submission.SubmittedAt } != submission)
        {
            var isTheSameElse = former with { SubmittedAt = submission.SubmittedAt, Algorithm = submission.Algorithm } == submission;
            Print($"It replaces the grid of that name submitted {former.SubmittedAt:u}" + (isTheSameElse
                ? $". {AlgorithmText.Replaced(former.AlgorithmOfCells)}"
                : ", which asked for something else; --name keeps both."));
        }
        await session.Grids.WriteSubmissionAsync(submission, cancellationToken);
        await live.CallAsync(
            grains => grains.GetGrain<IGridGrain>(submission.Name).SubmitAsync(intake.Grid.Cells, settings.Priority, cancellationToken),
            cancellationToken);
    }

    private void PrintNextSteps(string name)
    {
        if (settings.Json)
        {
            terminal.Json(new { Event = "submitted", Name = name, settings.Priority });
            return;
        }
        terminal.Line($"Submitted to the {session.Place.Description}"
            + $"{(settings.Priority == 0 ? "" : $" with priority {settings.Priority}")}. "
            + "It goes on without this terminal.");
        terminal.Line($"  jsccgrid watch {name}     shows it live");
        terminal.Line($"  jsccgrid curves {name}    draws what is done");
    }

    private void Print(string text)
    {
        if (!settings.Json) terminal.Line(text);
    }
}
