using System.CommandLine;
using System.Globalization;
using JsccGrid.Client.CommandLine;
using JsccGrid.DataSets;
using JsccGrid.Experiments.Text;
using JsccGrid.Import.People;
using JsccGrid.Silo.Hosting;
using JsccGrid.Worker;
using Spectre.Console;

namespace JsccGrid.Client.Commands;

/// <summary><c>data import cuhk03</c>, <c>data import msmt17</c>: data sets as they are issued, made into folders of our layout.</summary>
internal static class DataImportCommand
{
    private static readonly string[] BoxNames = ["labelled", "detected"];
    private static readonly string[] ProtocolNames = ["new", "classic"];

    public static Command Create(Terminal terminal) => new("import", "Make a re-ID folder of a data set as it is issued.")
    {
        Cuhk03(terminal), Msmt17(terminal), Market1501(terminal),
    };

    private static Command Cuhk03(Terminal terminal)
    {
        var source = new Argument<string>("source") { Description = "cuhk-03.mat, or a folder of its images by name (1_001_1_01.png, …)." };
        var target = Target();
        var boxes = new Option<string>("--boxes")
        {
            Description = "Images whose boxes people drew (labelled) or a detector found (detected).",
            DefaultValueFactory = _ => BoxNames[0],
        };
        boxes.AcceptOnlyFromAmong(BoxNames);
        var protocol = new Option<string>("--protocol")
        {
            Description = "new: 767 people train, 700 test. classic: 100 people test, one of the 20 test sets in the file.",
            DefaultValueFactory = _ => ProtocolNames[0],
        };
        protocol.AcceptOnlyFromAmong(ProtocolNames);
        var split = new Option<string?>("--split")
        {
            Description = "With the new protocol its file, cuhk03_new_protocol_config_labeled.mat or …_detected.mat; "
                + "with the classic one the number of a test set, 1 unless given.",
            HelpName = "file or number",
        };
        var command = new Command("cuhk03", "CUHK03, from the MATLAB file as it is issued.") { source, target, boxes, protocol, split };
        command.Validators.Add(result =>
        {
            var isNew = result.GetValue(protocol) != ProtocolNames[1];
            if (isNew && result.GetValue(split) is null)
                result.AddError("--split: the new protocol's file is needed, cuhk03_new_protocol_config_labeled.mat or …_detected.mat; "
                    + "'--protocol classic' takes the test sets in cuhk-03.mat.");
            if (!isNew && result.GetValue(split) is { } number
                && !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                result.AddError($"--split: '{number}' is no number of a test set of the classic protocol; expected 1 to 20.");
        });
        command.SetAction((parsed, cancellationToken) =>
        {
            var given = parsed.GetValue(split);
            var isNew = parsed.GetValue(protocol) != ProtocolNames[1];
            var import = new Cuhk03Import
            {
                Source = Existing(parsed.GetRequiredValue(source), "expected cuhk-03.mat or a folder of its images"),
                Boxes = parsed.GetValue(boxes) == BoxNames[1] ? Cuhk03Boxes.Detected : Cuhk03Boxes.Labelled,
                SplitFile = isNew ? Existing(given!, "expected the new protocol's file") : null,
                TestSet = isNew || given is null ? 1 : int.Parse(given, CultureInfo.InvariantCulture),
            };
            return Task.FromResult(Run(terminal, parsed.GetRequiredValue(target), import.Run, cancellationToken));
        });
        return command;
    }

    private static Command Msmt17(Terminal terminal)
    {
        var source = new Argument<string>("source") { Description = "The folder that holds list_train.txt and the folders of images." };
        var target = Target();
        var command = new Command("msmt17", "MSMT17, from its folders and lists.") { source, target };
        command.SetAction((parsed, cancellationToken) => Task.FromResult(
            Run(terminal, parsed.GetRequiredValue(target),
                new Msmt17Import { Source = parsed.GetRequiredValue(source) }.Run, cancellationToken)));
        return command;
    }

    /// <summary>Market-1501 is issued in our layout.</summary>
    private static Command Market1501(Terminal terminal)
    {
        var source = new Argument<string>("source")
        {
            Description = "The folder that holds bounding_box_train, query and bounding_box_test."
        };
        var command = new Command("market1501", "Market-1501 needs no import: this checks the folder as it is issued.") { source };
        command.SetAction((parsed, cancellationToken) =>
        {
            terminal.Line("Market-1501 is issued as 'run' and 'submit' read it; give them this folder.");
            return Task.FromResult(DataCommand.Print(
                DataSetCheck.Run(parsed.GetRequiredValue(source), MachineCapacity.Cores, cancellationToken), terminal, json: false));
        });
        return command;
    }

    private static Argument<string> Target() => new("out") { Description = "The folder to make." };

    private static string Existing(string path, string expected) =>
        Path.Exists(path) ? path : throw new FileNotFoundException($"There is no '{Path.GetFullPath(path)}'; {expected}.");

    private static int Run(
        Terminal terminal, string target,
        Func<string, IProgress<ImportProgress>?, CancellationToken, bool> import, CancellationToken cancellationToken)
    {
        bool isNew;
        if (terminal.IsInteractive)
        {
            isNew = terminal.Console.Progress()
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
                .Start(context =>
                {
                    var bar = context.AddTask("images");
                    return import(
                        target, new ProgressHandler(progress => (bar.MaxValue, bar.Value) = (progress.Total, progress.Done)),
                        cancellationToken);
                });
        }
        else
        {
            isNew = import(target, new ProgressHandler(progress =>
            {
                if (progress.Done % 1000 == 0 || progress.Done == progress.Total)
                    terminal.Line($"{progress.Done} of {Counted.Text(progress.Total, "image")}");
            }), cancellationToken);
        }
        if (!isNew) terminal.Line($"{target} is there already, of the same source.");
        return DataCommand.Print(DataSetCheck.Run(target, MachineCapacity.Cores, cancellationToken), terminal, json: false);
    }

    /// <summary>Tells at once, on the thread that reports; the framework's own would reorder what is told.</summary>
    private sealed class ProgressHandler(Action<ImportProgress> tell) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => tell(value);
    }
}
