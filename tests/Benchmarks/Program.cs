using JsccGrid.Benchmarks;
using JsccGrid.Benchmarks.Clusters;
using TorchSharp;

switch (args)
{
    case []:
        torch.set_num_threads(1);
        using (var autoencoder = new AutoencoderStep()) autoencoder.Report(Console.Out);
        return 0;
    case ["overhead", .. var rest]:
        await new Overhead(TimeProvider.System).ReportAsync(1000, rest is ["directory"], Console.Out);
        return 0;
    case ["takeover"]:
        await new Takeover(TimeProvider.System).ReportAsync(10, Console.Out);
        return 0;
    default:
        await Console.Error.WriteLineAsync("Usage: Benchmarks [overhead [directory] | takeover]");
        return 2;
}
