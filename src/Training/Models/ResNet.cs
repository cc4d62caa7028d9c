using JsccGrid.Experiments.Files;
using JsccGrid.Experiments.Recipes;
using JsccGrid.Training.Layers;
using JsccGrid.Training.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Convolution = JsccGrid.Training.Layers.Convolution;

namespace JsccGrid.Training.Models;

/// <summary>
/// The backbone that extracts feature vectors (paper section 2.1): a residual network without its classifier (He et al., "Deep
/// residual learning for image recognition", CVPR 2016). Parameters and buffers have the names and shapes of torchvision's ResNet.
/// <code>
/// images [N, 3, H, W] ─ conv1 7x7/2 ─ bn1 ─ ReLU ─ max pooling 3x3/2            (stem "imagenet"; "small": conv1 3x3/1, no pooling)
///                     ─ layer1 ─ layer2 /2 ─ layer3 /2 ─ layer4 /2 ─ average over pixels → features [N, D]
/// </code>
/// </summary>
public sealed class ResNet : nn.Module<Tensor, Tensor>
{
    private const int ImageChannels = 3;

    /// <summary>
    /// The narrowest network whose channels may be adjacent in memory. With fewer of them oneDNN 3.7 (libtorch 2.10) writes past its
    /// buffers in the backward pass of a strided 1x1 convolution, on processors that have AVX2 and no AVX-512.
    /// </summary>
    private const int NarrowestChannelsLast = 8;

    private readonly BackboneRecipe recipe;
    private readonly Convolution conv1;
    private readonly BatchNorm2d bn1;
    private readonly bool poolsAfterStem;
    private readonly Sequential[] stages;
    private readonly int frozenStages;

    /// <param name="recipe">Depth, width and kind of blocks.</param>
    /// <param name="generator">
    /// Draws the convolutions' weights (Kaiming normal, fan-out) in the order of the layers, a block's projection last. Batch
    /// normalisation starts at scale 1 and shift 0.
    /// </param>
    /// <param name="precision">The precision of the convolutions; features are single-precision.</param>
    /// <exception cref="ArgumentException">The recipe does not have four stages of at least one block.</exception>
    public ResNet(BackboneRecipe recipe, Generator generator, Precision precision = Precision.Single) : base(nameof(ResNet))
    {
        if (recipe.Blocks.Count != 4 || recipe.Blocks.Any(count => count < 1))
            throw new ArgumentException(
                $"A ResNet has four stages of at least one block, not [{string.Join(", ", recipe.Blocks)}].", nameof(recipe));
        this.recipe = recipe;
        FeatureDimension = recipe.FeatureDimension;
        var width = recipe.Width;
        poolsAfterStem = recipe.Stem == BackboneStem.ImageNet;
        conv1 = recipe.Stem == BackboneStem.ImageNet
            ? new Convolution(ImageChannels, width, 7, 2, 3, precision, generator)
            : new Convolution(ImageChannels, width, 3, 1, 1, precision, generator);
        register_module("conv1", conv1);
        register_module("bn1", bn1 = nn.BatchNorm2d(width));

        stages = new Sequential[recipe.Blocks.Count];
        var inputs = width;
        for (var i = 0; i < stages.Length; i++)
        {
            stages[i] = Stage(recipe.Bottleneck, recipe.Blocks[i], inputs, width << i, stride: i == 0 ? 1 : 2, precision, generator);
            register_module($"layer{i + 1}", stages[i]);
            inputs = (width << i) * Expansion(recipe.Bottleneck);
        }
        frozenStages = recipe.FrozenStages ?? 0;
        foreach (var module in Frozen)
            foreach (var parameter in module.parameters()) parameter.requires_grad = false;
    }

    /// <summary>What keeps its initial weights and batch statistics: the stem and the recipe's frozen stages, or nothing.</summary>
    private IEnumerable<nn.Module> Frozen => frozenStages == 0 ? [] : [conv1, bn1, .. stages[..frozenStages]];

    /// <summary>D, the length of a feature vector.</summary>
    public int FeatureDimension { get; }

    /// <param name="input">Images [N, 3, H, W], normalised as the recipe's input says.</param>
    /// <returns>Feature vectors [N, D].</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return FromMaps(Maps(input)).MoveToOuterDisposeScope();
    }

    /// <summary>As far as nothing trains; without frozen stages, the stem.</summary>
    /// <param name="input">Images [N, 3, H, W], normalised as the recipe's input says.</param>
    /// <returns>Maps [N, C, h, w].</returns>
    public Tensor Maps(Tensor input)
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = frozenStages == 0 ? null : no_grad();
        var x = bn1.call(conv1.call(Arranged(input))).relu_();
        if (poolsAfterStem) x = nn.functional.max_pool2d(x, 3, stride: 2, padding: 1);
        foreach (var stage in stages[..frozenStages]) x = stage.call(x);
        return x.MoveToOuterDisposeScope();
    }

    /// <summary>The rest of the way.</summary>
    /// <param name="maps">Maps [N, C, h, w], as <see cref="Maps"/> gives them.</param>
    /// <returns>Feature vectors [N, D].</returns>
    public Tensor FromMaps(Tensor maps)
    {
        using var scope = NewDisposeScope();
        var x = Arranged(maps);
        foreach (var stage in stages[frozenStages..]) x = stage.call(x);
        return x.mean([2, 3], type: ScalarType.Float32).MoveToOuterDisposeScope();
    }

    /// <summary>Frozen stages stay in evaluation mode.</summary>
    public override void train(bool train = true)
    {
        base.train(train);
        foreach (var module in Frozen) module.eval();
    }

    /// <summary>
    /// Loads a safetensors file with torchvision's names, such as ImageNet weights, passing over the classifier (<c>fc.*</c>). The
    /// names may stand behind a common prefix. Batch counters may be absent.
    /// </summary>
    /// <exception cref="SafetensorsException">The file is not valid, or values in it are not finite.</exception>
    /// <exception cref="StateMismatchException">It holds another network; every name that does not fit is listed.</exception>
    public void LoadWeights(string path) => InitialWeights.Load(path, this, this.recipe);

    private static int Expansion(bool bottleneck) => bottleneck ? BottleneckBlock.Expansion : BasicBlock.Expansion;

    private static Sequential Stage(
        bool bottleneck, int blocks, int inputs, int width, int stride, Precision precision, Generator generator)
    {
        var stage = nn.Sequential();
        for (var i = 0; i < blocks; i++)
        {
            nn.Module<Tensor, Tensor> block = bottleneck
                ? new BottleneckBlock(inputs, width, i == 0 ? stride : 1, precision, generator)
                : new BasicBlock(inputs, width, i == 0 ? stride : 1, precision, generator);
            stage.append($"{i}", block);
            inputs = width * Expansion(bottleneck);
        }
        return stage;
    }

    /// <summary>
    /// Same shape, a pixel's channels adjacent in memory where they may be: convolutions are fastest so, and later layers keep it.
    /// </summary>
    private Tensor Arranged(Tensor images) => this.recipe.Width < NarrowestChannelsLast
        ? images.contiguous()
        : images.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
}
