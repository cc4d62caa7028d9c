using System.CommandLine;
using JsccGrid.Client.CommandLine;
using JsccGrid.Training.Data;
using Spectre.Console;

namespace JsccGrid.Client.Commands;

/// <summary><c>data synth</c> and <c>data check</c>.</summary>
internal static class DataCommand
{
    public static Command Create(Terminal terminal) => new("data", "Make or check a re-ID data set.") { Synth(terminal), Check(terminal) };

    private static Command Synth(Terminal terminal)
    {
        var defaults = new SyntheticPedestriansOptions();
        var folder = new Argument<string>("folder") { Description = "Where to write it; made when absent." };
        var train = new Option<int>("--train-identities") { Description = "Training identities.", DefaultValueFactory = _ => defaults.TrainIdentities };
        var test = new Option<int>("--test-identities") { Description = "Test identities.", DefaultValueFactory = _ => defaults.TestIdentities };
        var images = new Option<int>("--images-per-camera") { Description = "Images of an identity from each camera.", DefaultValueFactory = _ => defaults.ImagesPerCamera };
        var seed = new Option<int>("--seed") { Description = "Another seed, other pedestrians.", DefaultValueFactory = _ => defaults.Seed };
        var command = new Command("synth", "Draw synthetic pedestrians seen by two cameras.") { folder, train, test, images, seed };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(folder);
            SyntheticPedestrians.Generate(path, defaults with
            {
                TrainIdentities = parsed.GetValue(train),
                TestIdentities = parsed.GetValue(test),
                ImagesPerCamera = parsed.GetValue(images),
                Seed = parsed.GetValue(seed),
            });
            return Print(DataSetCheck.Run(path), terminal, json: false);
        });
        return command;
    }

    private static Command Check(Terminal terminal)
    {
        var folder = new Argument<string>("folder") { Description = "Re-ID folder with bounding_box_train, query and bounding_box_test." };
        var command = new Command("check", "Read every name and decode every image of a re-ID folder.") { folder, SharedOptions.Json };
        command.SetAction(parsed => Print(DataSetCheck.Run(parsed.GetRequiredValue(folder)), terminal, parsed.GetValue(SharedOptions.Json)));
        return command;
    }
}
