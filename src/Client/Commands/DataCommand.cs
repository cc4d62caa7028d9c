using System.CommandLine;
using System.Globalization;
using JsccGrid.Client.CommandLine;
using JsccGrid.DataSets;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Text;
using JsccGrid.Silo.Hosting;
using JsccGrid.Worker;
using Spectre.Console;

namespace JsccGrid.Client.Commands;

/// <summary><c>data synth</c>, <c>data import</c> and <c>data check</c>.</summary>
internal static class DataCommand
{
    public static Command Create(Terminal terminal) => new("data", "Make, import or check a re-ID data set.")
    {
        Synth(terminal), DataImportCommand.Create(terminal), Check(terminal),
    };

    private static Command Synth(Terminal terminal)
    {
        static BoundsAttribute Bounds(string property) => BoundsAttribute.Of<SyntheticPedestriansOptions>(property);
        var defaults = new SyntheticPedestriansOptions();
        var folder = new Argument<string>("folder") { Description = "Where to write it; made when absent." };
        var train = NumberOption.Whole(
            "--train-identities", Bounds(nameof(defaults.TrainIdentities)), "Training identities.", defaults.TrainIdentities);
        var test = NumberOption.Whole(
            "--test-identities", Bounds(nameof(defaults.TestIdentities)), "Test identities.", defaults.TestIdentities);
        var images = NumberOption.Whole(
            "--images-per-camera", Bounds(nameof(defaults.ImagesPerCamera)),
            "Images of an identity from each camera.", defaults.ImagesPerCamera);
        var seed = NumberOption.Whole("--seed", Bounds(nameof(defaults.Seed)), "Another seed, other pedestrians.", defaults.Seed);
        var command = new Command("synth", "Draw synthetic pedestrians seen by two cameras.") { folder, train, test, images, seed };
        command.SetAction((parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(folder);
            SyntheticPedestrians.Generate(path, defaults with
            {
                TrainIdentities = parsed.GetValue(train),
                TestIdentities = parsed.GetValue(test),
                ImagesPerCamera = parsed.GetValue(images),
                Seed = parsed.GetValue(seed),
            }, cancellationToken);
            return Task.FromResult(Print(DataSetCheck.Run(path, MachineCapacity.Cores, cancellationToken), terminal, json: false));
        });
        return command;
    }

    private static Command Check(Terminal terminal)
    {
        var folder = new Argument<string>("folder") { Description = "Re-ID folder with bounding_box_train, query and bounding_box_test." };
        var command = new Command("check", "Read every name and decode every image of a re-ID folder.") { folder, SharedOptions.Json };
        command.SetAction((parsed, cancellationToken) => Task.FromResult(Print(
            DataSetCheck.Run(parsed.GetRequiredValue(folder), MachineCapacity.Cores, cancellationToken),
            terminal, parsed.GetValue(SharedOptions.Json))));
        return command;
    }

    /// <summary>Shows what a data set holds.</summary>
    /// <returns>The exit code that says whether it can be used.</returns>
    public static int Print(DataSetReport report, Terminal terminal, bool json)
    {
        if (json)
        {
            terminal.Json(report);
            return report.IsUsable ? ExitCode.Success : ExitCode.BadInput;
        }
        if (report.Splits.Count == 0)
        {
            // Nothing of the layout is there: numbers would only stand before what is wrong.
            foreach (var problem in report.Problems) terminal.Error.WriteLine(VisibleText.OfLine(problem));
            return ExitCode.BadInput;
        }
        terminal.Line(report.Folder);
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns(
                "", "images", "identities", "cameras", "images per identity", "height", "width", "distractors", "junk", "other files");
        foreach (var split in report.Splits)
            table.AddRow(split.Name, Text(split.Images), Text(split.Identities), Text(split.Cameras), Text(split.ImagesPerIdentity),
                Text(split.Height), Text(split.Width), Text(split.Distractors), Text(split.Junk), Text(split.OtherFiles));
        terminal.Console.Write(table);
        terminal.Line(report.Protocol is { } protocol
            ? $"by its counts: {protocol.Name}"
            : "by its counts no published protocol that is known");
        foreach (var warning in report.Warnings) terminal.Line($"warning: {VisibleText.OfLine(warning)}");
        foreach (var problem in report.Problems) terminal.Error.WriteLine($"problem: {VisibleText.OfLine(problem)}");
        terminal.Line(report.IsUsable ? "usable" : $"not usable: {Counted.Text(report.Problems.Count, "problem")}");
        return report.IsUsable ? ExitCode.Success : ExitCode.BadInput;
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Text(Spread? spread) => spread switch
    {
        null => "",
        { } values when values.Minimum == values.Maximum => Text(values.Minimum),
        { } values => string.Create(CultureInfo.InvariantCulture, $"{values.Minimum} … {values.Median:0.#} … {values.Maximum}"),
    };
}
