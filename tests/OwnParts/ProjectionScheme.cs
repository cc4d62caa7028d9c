using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Schemes;
using JsccGrid.Training.Channels;
using JsccGrid.Training.Schemes;
using TorchSharp;
using static TorchSharp.torch;

namespace JsccGrid.OwnParts;

/// <summary>
/// Features [N, D] times a matrix [D, B], scaled to unit power. The gallery is projected too and compared with what arrives.
/// </summary>
internal sealed class ProjectionScheme(CellSpec cell, Materials materials) : ISchemeModel
{
    private readonly IChannelModel channel = ChannelModels.Of(cell);

    public IReadOnlyDictionary<string, nn.Module> Networks { get; } = new Dictionary<string, nn.Module>();

    public IReadOnlyList<TrainingPhase> Phases { get; } = [];

    public Transmission PrepareTest(Action<int> progressed)
    {
        var features = materials.Features.Value;
        var matrix = Matrix();
        var sent = features.Query with { Features = Project(features.Query.Features, matrix) };
        return new Transmission
        {
            Gallery = features.Gallery with { Features = Project(features.Gallery.Features, matrix) },
            Sent = sent,
            Receive = (snr, noise) => channel.Transmit(sent.Features, snr, noise),
        };
    }

    public void Dispose()
    {
    }

    private Tensor Matrix()
    {
        var (dimension, bandwidth) = (materials.Recipe.Backbone.FeatureDimension, cell.Value(Axis.Bandwidth));
        if (cell.Value(ProjectionDescription.Basis) == ProjectionDescription.First)
            return eye(dimension, bandwidth, device: materials.Device);
        using var stream = materials.Streams.Fresh("projection");
        return randn(dimension, bandwidth, generator: stream).to(materials.Device);
    }

    private static Tensor Project(Tensor features, Tensor matrix)
    {
        var symbols = features.matmul(matrix);
        return symbols * symbols.square().mean([1], keepdim: true).rsqrt();
    }
}
