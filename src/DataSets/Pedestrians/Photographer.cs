using SkiaSharp;

namespace JsccGrid.DataSets.Pedestrians;

/// <summary>Takes a picture of a person with a camera: background, person, light, blur, noise, JPEG.</summary>
internal static class Photographer
{
    /// <summary>Laid over the background: what is far away has less contrast.</summary>
    private static readonly SKColor Air = new(136, 136, 136, 125);

    /// <summary>Clothes make people wider than <see cref="PedestrianPainter"/>'s figures.</summary>
    private const float Girth = 1.15f;

    /// <returns>The bytes of a JPEG file.</returns>
    public static byte[] Take(Appearance person, CameraStyle camera, int height, int width, Random random)
    {
        using var picture = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(picture))
        {
            using var lens = Lens(camera, height, random);
            canvas.SaveLayer(lens);
            canvas.Scale(height);
            Compose(canvas, person, camera, (float)width / height, random);
            canvas.Restore();
        }
        AddNoise(picture, camera.Noise, random);
        using var jpeg = picture.Encode(SKEncodedImageFormat.Jpeg, camera.JpegQuality);
        return jpeg.ToArray();
    }

    private static void Compose(SKCanvas canvas, Appearance person, CameraStyle camera, float aspect, Random random)
    {
        using var scenery = new Scenery(canvas, random, aspect);
        camera.Background(scenery);
        canvas.DrawColor(Air, SKBlendMode.SrcOver);

        var size = random.Between(camera.Scale.Low, camera.Scale.High) * person.Stature;
        var pose = new Pose(
            camera.Yaw.Mean * (random.Chance(0.5f) ? 1 : -1) + (camera.Yaw.Deviation * random.Normal()),
            random.Between(0, 0.5f) * (random.Chance(0.5f) ? 1 : -1),
            0.03f * random.Normal());
        var feet = new SKPoint((aspect / 2) + (0.02f * random.Normal()), 0.5f + (size * 0.5f) + (0.015f * random.Normal()));

        canvas.Save();
        canvas.Translate(feet);
        canvas.Scale(size * Girth, size);
        Shadow(canvas, camera.LightFrom);
        canvas.Skew(pose.Lean, 0);
        canvas.SaveLayer();
        using (var painter = new PedestrianPainter(canvas, person, pose)) painter.Paint();
        LightBody(canvas, camera.LightFrom);
        canvas.Restore();
        canvas.Restore();

        if (random.Chance(camera.Occlusion)) scenery.Obstacle();
        LightScene(canvas, aspect, random);
    }

    private static void Shadow(SKCanvas canvas, int lightFrom)
    {
        using var paint = new SKPaint { IsAntialias = true, Color = new SKColor(0, 0, 0, 90) };
        canvas.DrawOval(0.06f * lightFrom, 0.02f, 0.16f, 0.025f, paint);
    }

    /// <summary>The side of the body away from the light is darker. Touches only what has been painted in the layer.</summary>
    private static void LightBody(SKCanvas canvas, int lightFrom)
    {
        using var shader = SKShader.CreateLinearGradient(
            new(-0.16f * lightFrom, 0), new(0.16f * lightFrom, 0),
            [new SKColor(255, 255, 255, 36), new SKColor(0, 0, 0, 90)], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader, BlendMode = SKBlendMode.SrcATop };
        canvas.DrawRect(-1, -1.5f, 2, 2, paint);
    }

    /// <summary>Uneven light over the whole picture.</summary>
    private static void LightScene(SKCanvas canvas, float aspect, Random random)
    {
        var angle = random.Between(0, 2 * MathF.PI);
        var (dx, dy) = (MathF.Cos(angle) * 0.6f, MathF.Sin(angle) * 0.6f);
        using var shader = SKShader.CreateLinearGradient(
            new((aspect / 2) - dx, 0.5f - dy), new((aspect / 2) + dx, 0.5f + dy),
            [new SKColor(0, 0, 0, 0), new SKColor(0, 0, 0, (byte)random.Next(64))], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawRect(0, 0, aspect, 1, paint);
    }

    /// <summary>Blur and colours of the camera.</summary>
    private static SKPaint Lens(CameraStyle camera, int height, Random random)
    {
        var saturation = random.Between(camera.Saturation.Low, camera.Saturation.High);
        var exposure = random.Between(camera.Exposure.Low, camera.Exposure.High);
        var blur = random.Between(camera.Blur.Low, camera.Blur.High) * height;
        using var filter = SKColorFilter.CreateColorMatrix(
        [
            .. Row(0, camera.Cast.Red), .. Row(1, camera.Cast.Green), .. Row(2, camera.Cast.Blue), 0, 0, 0, 1, 0,
        ]);
        using var blurred = SKImageFilter.CreateBlur(blur, blur, SKShaderTileMode.Clamp);
        return new SKPaint { ColorFilter = filter, ImageFilter = blurred };

        float[] Row(int channel, float cast)
        {
            float[] luma = [0.299f, 0.587f, 0.114f];
            var row = luma.Select((weight, i) => cast * exposure * (((1 - saturation) * weight) + (i == channel ? saturation : 0)));
            return [.. row, 0, camera.Haze];
        }
    }

    /// <summary>Uniform noise of the given standard deviation on red, green and blue.</summary>
    private static void AddNoise(SKBitmap picture, float deviation, Random random)
    {
        var span = deviation * MathF.Sqrt(12);
        var pixels = picture.GetPixelSpan();
        for (var i = 0; i < pixels.Length; i++)
        {
            if (i % 4 == 3) continue;   // alpha
            pixels[i] = (byte)Math.Clamp(pixels[i] + ((random.NextSingle() - 0.5f) * span), 0, 255);
        }
    }
}
