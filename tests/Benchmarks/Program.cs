using JsccGrid.Benchmarks;
using TorchSharp;

torch.set_num_threads(1);
using var autoencoder = new AutoencoderStep();
autoencoder.Report(Console.Out);
