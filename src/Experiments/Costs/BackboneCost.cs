using JsccGrid.Experiments.Recipes;

namespace JsccGrid.Experiments.Costs;

/// <summary>Arithmetic of a residual network, from its recipe alone.</summary>
public static class BackboneCost
{
    /// <summary>
    /// Floating-point operations of one forward pass of one image: two per multiply-accumulate of the convolutions, nothing
    /// else. ResNet-50 at 224x224 is 8.2e9.
    /// </summary>
    public static double ForwardFlops(BackboneRecipe backbone, InputRecipe input)
    {
        var (frozen, trained, _) = Parts(backbone, input);
        return frozen + trained;
    }

    /// <summary>
    /// <see cref="ForwardFlops"/> in two parts: stem and frozen stages, 0 without these, and what trains; and how many numbers the last
    /// frozen stage makes of an image.
    /// </summary>
    public static (double Frozen, double Trained, double Map) Parts(BackboneRecipe backbone, InputRecipe input)
    {
        var (height, width) = (input.Height, input.Width);
        var (flops, frozen, map) = (0.0, 0.0, 0.0);

        void Convolution(int inputs, int outputs, int kernel, int stride)
        {
            (height, width) = ((height + stride - 1) / stride, (width + stride - 1) / stride);
            flops += 2.0 * inputs * outputs * kernel * kernel * height * width;
        }

        if (backbone.Stem == BackboneStem.ImageNet)
        {
            Convolution(3, backbone.Width, kernel: 7, stride: 2);
            (height, width) = ((height + 1) / 2, (width + 1) / 2);
        }
        else
        {
            Convolution(3, backbone.Width, kernel: 3, stride: 1);
        }

        var channels = backbone.Width;
        var expansion = backbone.Bottleneck ? 4 : 1;
        for (var stage = 0; stage < backbone.Blocks.Count; stage++)
        {
            var planes = backbone.Width << stage;
            for (var block = 0; block < backbone.Blocks[stage]; block++)
            {
                var stride = stage > 0 && block == 0 ? 2 : 1;
                if (stride != 1 || channels != planes * expansion)
                {
                    var (blockHeight, blockWidth) = (height, width);
                    Convolution(channels, planes * expansion, kernel: 1, stride);
                    (height, width) = (blockHeight, blockWidth);
                }
                if (backbone.Bottleneck)
                {
                    Convolution(channels, planes, kernel: 1, stride: 1);
                    Convolution(planes, planes, kernel: 3, stride);
                    Convolution(planes, planes * expansion, kernel: 1, stride: 1);
                }
                else
                {
                    Convolution(channels, planes, kernel: 3, stride);
                    Convolution(planes, planes, kernel: 3, stride: 1);
                }
                channels = planes * expansion;
            }
            if (stage + 1 == backbone.FrozenStages) (frozen, map) = (flops, (double)channels * height * width);
        }
        return (frozen, flops - frozen, map);
    }
}
