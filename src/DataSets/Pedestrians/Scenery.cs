using SkiaSharp;

namespace JsccGrid.DataSets.Pedestrians;

/// <summary>
/// Backgrounds and things in front of people. Units are image heights: y from 0 (top) to 1, x from 0 to the image's aspect.
/// </summary>
internal sealed class Scenery(SKCanvas canvas, Random random, float aspect) : IDisposable
{
    private readonly SKPaint fill = new() { IsAntialias = true };

    /// <summary>A pavement before shop fronts, by day.</summary>
    public void Street()
    {
        var kerb = random.Between(0.5f, 0.7f);
        Rectangle(0, 0, aspect, kerb, SKColor.FromHsv(random.Between(0, 360), random.Between(3, 20), random.Between(35, 82)));
        var (window, shift) = (random.Between(0.16f, 0.3f), random.NextSingle());
        for (var x = (shift - 1) * window * 1.4f; x < aspect; x += window * 1.4f)
        {
            var lintel = random.Between(0.02f, 0.06f);
            Rectangle(x, lintel, window, kerb * 0.62f, SKColor.FromHsv(210, random.Between(10, 35), random.Between(32, 75)));
            if (random.Chance(0.4f)) Rectangle(x, kerb * 0.72f, window, kerb * 0.28f, Any(0.5f));
        }
        Rectangle(0, kerb, aspect, 1, SKColor.FromHsv(random.Between(30, 60), random.Between(2, 12), random.Between(42, 76)));
        Rectangle(0, kerb, aspect, 0.02f, SKColor.FromHsv(0, 0, 45));
        if (random.Chance(0.35f)) Car(random.Between(-0.2f, aspect), kerb, 0.2f);
        if (random.Chance(0.5f))
            Rectangle(random.Between(0, aspect), 0, random.Between(0.015f, 0.04f), kerb + 0.05f,
                SKColor.FromHsv(0, 0, random.Between(20, 50)));
        if (random.Chance(0.3f)) Passer(kerb);
    }

    /// <summary>A tiled court with hedges and lamps, in the evening.</summary>
    public void Court()
    {
        var horizon = random.Between(0.35f, 0.6f);
        Rectangle(0, 0, aspect, horizon, SKColor.FromHsv(random.Between(0, 360), random.Between(3, 20), random.Between(35, 80)));
        Rectangle(0, horizon, aspect, 1, SKColor.FromHsv(random.Between(15, 40), random.Between(3, 16), random.Between(42, 76)));
        var (tile, joint) = (random.Between(0.1f, 0.16f), SKColor.FromHsv(20, 30, 30));
        for (var y = horizon + (random.NextSingle() * tile); y < 1; y += tile * (0.5f + y)) Rectangle(0, y, aspect, 0.01f, joint);
        var vanishing = random.Between(0, aspect);
        for (var x = -1.5f; x < 1.5f + aspect; x += 0.22f) Wedge(vanishing, horizon, x, joint);

        if (random.Chance(0.6f))
        {
            for (var leaf = 0; leaf < 30; leaf++)
            {
                fill.Color = SKColor.FromHsv(random.Between(75, 140), random.Between(35, 70), random.Between(18, 45));
                canvas.DrawCircle(random.Between(0, aspect), horizon - random.Between(-0.04f, 0.12f), random.Between(0.02f, 0.05f), fill);
            }
        }
        for (var lamp = random.Next(3); lamp > 0; lamp--)
        {
            fill.Color = SKColor.FromHsv(48, 35, 100, (byte)random.Next(120, 255));
            canvas.DrawCircle(random.Between(0, aspect), random.Between(0, horizon * 0.6f), random.Between(0.015f, 0.05f), fill);
        }
        if (random.Chance(0.4f)) Passer(horizon);
    }

    /// <summary>Something between the camera and the person: a railing, a bollard, a car, or somebody's shoulder.</summary>
    public void Obstacle()
    {
        switch (random.Next(4))
        {
            case 0:
                var top = random.Between(0.6f, 0.75f);
                for (var x = random.Between(0, 0.1f); x < aspect; x += 0.09f) Rectangle(x, top, 0.016f, 1, SKColor.FromHsv(200, 10, 30));
                Rectangle(0, top, aspect, 0.025f, SKColor.FromHsv(200, 10, 34));
                break;
            case 1:
                Rectangle(random.Between(0.05f, aspect - 0.1f), random.Between(0.65f, 0.8f), random.Between(0.05f, 0.1f), 1, Any(0.6f));
                break;
            case 2:
                Car(random.Between(-0.25f, aspect - 0.1f), 1.02f, random.Between(0.25f, 0.35f));
                break;
            default:
                var left = random.Chance(0.5f);
                fill.Color = Any(0.6f);
                canvas.DrawOval(left ? 0 : aspect, random.Between(0.65f, 0.9f), random.Between(0.06f, 0.11f), 0.4f, fill);
                break;
        }
    }

    public void Dispose() => fill.Dispose();

    private void Passer(float ground)
    {
        var (x, size) = (random.Between(0, aspect), random.Between(0.25f, 0.4f));
        var feet = ground + (size * 0.35f);
        Rectangle(x - (size * 0.08f), feet - (size * 0.5f), size * 0.16f, size * 0.5f, Any(0.5f));
        Rectangle(x - (size * 0.12f), feet - (size * 0.85f), size * 0.24f, size * 0.4f, Any(0.6f));
        fill.Color = Colours.Skin(random);
        canvas.DrawCircle(x, feet - (size * 0.92f), size * 0.07f, fill);
    }

    private void Car(float x, float bottom, float size)
    {
        fill.Color = Any(0.8f);
        canvas.DrawRoundRect(x, bottom - (size * 0.55f), size * 2, size * 0.4f, 0.03f, 0.03f, fill);
        canvas.DrawRoundRect(x + (size * 0.4f), bottom - size, size * 1.1f, size * 0.6f, 0.06f, 0.06f, fill);
        fill.Color = SKColor.FromHsv(0, 0, 12);
        canvas.DrawCircle(x + (size * 0.4f), bottom - (size * 0.12f), size * 0.15f, fill);
        canvas.DrawCircle(x + (size * 1.6f), bottom - (size * 0.12f), size * 0.15f, fill);
    }

    private void Wedge(float x, float y, float foot, SKColor colour)
    {
        using var path = new SKPath();
        path.AddPoly([new(x, y), new(foot, 1), new(foot + 0.012f, 1)], close: true);
        fill.Color = colour;
        canvas.DrawPath(path, fill);
    }

    private void Rectangle(float x, float y, float width, float height, SKColor colour)
    {
        fill.Color = colour;
        canvas.DrawRect(x, y, width, height, fill);
    }

    private SKColor Any(float value) =>
        SKColor.FromHsv(random.Between(0, 360), random.Between(5, 60), random.Between(0.3f, 1) * value * 100);
}
