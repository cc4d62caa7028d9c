namespace JsccGrid.DataSets.Pedestrians;

/// <summary>What one camera does to every picture. Pairs are ranges that an image draws from.</summary>
internal sealed record CameraStyle
{
    public required Action<Scenery> Background { get; init; }
    /// <summary>Mean and standard deviation of the yaw of people, in radians.</summary>
    public required (float Mean, float Deviation) Yaw { get; init; }
    /// <summary>Height of an average person, as a share of the image's.</summary>
    public required (float Low, float High) Scale { get; init; }
    /// <summary>Gain of red, green and blue before <see cref="Exposure"/>.</summary>
    public required (float Red, float Green, float Blue) Cast { get; init; }
    /// <summary>Gain of all channels.</summary>
    public required (float Low, float High) Exposure { get; init; }
    /// <summary>1 keeps colours, 0 is grey.</summary>
    public required (float Low, float High) Saturation { get; init; }
    /// <summary>Added to all channels, which are in [0, 1]: haze.</summary>
    public required float Haze { get; init; }
    /// <summary>Standard deviation of the Gaussian blur, as a share of the image's height.</summary>
    public required (float Low, float High) Blur { get; init; }
    /// <summary>Standard deviation of the sensor's noise, in levels of 255.</summary>
    public required float Noise { get; init; }
    /// <summary>Probability that something hides a part of the person.</summary>
    public required float Occlusion { get; init; }
    /// <summary>1 for light from the left, -1 from the right.</summary>
    public required int LightFrom { get; init; }
    public required int JpegQuality { get; init; }

    /// <summary>
    /// Cameras 1 and 2: a street by day where people come towards the camera, and a court in the evening where they leave.
    /// </summary>
    public static IReadOnlyList<CameraStyle> Both { get; } =
    [
        new CameraStyle
        {
            Background = scenery => scenery.Street(),
            Yaw = (0.4f, 0.5f),
            Scale = (0.88f, 0.96f),
            Cast = (0.97f, 1, 1.03f),
            Exposure = (0.9f, 1.1f),
            Saturation = (0.8f, 1),
            Haze = 0.03f,
            Blur = (0.002f, 0.005f),
            Noise = 4,
            Occlusion = 0.08f,
            LightFrom = 1,
            JpegQuality = 85,
        },
        new CameraStyle
        {
            Background = scenery => scenery.Court(),
            Yaw = (2.1f, 0.6f),
            Scale = (0.85f, 0.95f),
            Cast = (1.04f, 0.99f, 0.92f),
            Exposure = (0.86f, 1.06f),
            Saturation = (0.7f, 1),
            Haze = 0.05f,
            Blur = (0.003f, 0.008f),
            Noise = 7,
            Occlusion = 0.15f,
            LightFrom = -1,
            JpegQuality = 75,
        },
    ];
}
