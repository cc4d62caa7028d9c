using SkiaSharp;

namespace JsccGrid.DataSets.Pedestrians;

/// <summary>
/// Paints one person. Units are body heights: the feet stand at (0, 0), y grows downwards, so the top of an average head is at y = -1.
/// </summary>
internal sealed class PedestrianPainter(SKCanvas canvas, Appearance person, Pose pose) : IDisposable
{
    private const float Neck = -0.845f, Waist = -0.53f, ArmLength = 0.34f;

    private readonly SKPaint fill = new() { IsAntialias = true };
    private readonly SKPaint line = new() { IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeCap = SKStrokeCap.Round };
    private readonly float shoulder = 0.125f * person.Build * pose.Breadth;
    private readonly float hip = 0.095f * person.Build * pose.Breadth;
    private readonly float crotch = -0.475f * person.LegLength;

    private bool ShowsFront => pose.Facing > 0;

    public void Paint()
    {
        Leg(-1);
        Arm(-1);
        if (ShowsFront) Backpack();
        Leg(1);
        Skirt();
        if (person.Hair == Hair.Long && ShowsFront) LongHair();
        Torso();
        if (person.Bag == Bag.ShoulderBag) ShoulderBag();
        Head();
        if (person.Hair == Hair.Long && !ShowsFront && person.Hat != Hat.Hood) LongHair();
        if (!ShowsFront) Backpack();
        Arm(1);
    }

    public void Dispose()
    {
        fill.Dispose();
        line.Dispose();
    }

    /// <param name="side">1 for the limb nearer to the camera, -1 for the other.</param>
    private void Leg(int side)
    {
        var swing = side * pose.Stride;
        var across = side * hip * 0.5f * MathF.Abs(pose.Facing);
        var thigh = -crotch * 0.5f;
        var knee = new SKPoint(across + (MathF.Sin(swing) * thigh * pose.Heading), crotch + (MathF.Cos(swing) * thigh));
        var bend = swing - (swing < 0 ? 0.5f * MathF.Abs(swing) : 0.1f);
        var lift = 0.5f * MathF.Abs(swing) * (swing < 0 ? 0.09f : 0);
        var ankle = new SKPoint(knee.X + (MathF.Sin(bend) * thigh * pose.Heading), knee.Y + (MathF.Cos(bend) * thigh * 0.96f) - lift);
        var dim = side < 0 ? 0.8f : 1f;

        var top = new SKPoint(across, crotch - 0.02f);
        var (upper, lower) = person.Bottom switch
        {
            Bottom.WideTrousers => (0.098f, 0.095f),
            Bottom.Trousers => (0.085f, 0.062f),
            _ => (0.072f, 0.046f),
        };
        var covered = person.Bottom is Bottom.Trousers or Bottom.WideTrousers;
        Segment(knee, ankle, lower * person.Build, (covered ? person.BottomColour : person.Skin).Shade(dim));
        if (person.Boots) Segment(Between(knee, ankle, 0.45f), ankle, 0.062f * person.Build, person.ShoeColour.Shade(dim));
        Segment(top, knee, upper * person.Build,
            (covered || person.Bottom == Bottom.Shorts ? person.BottomColour : person.Skin).Shade(dim));

        var toe = new SKPoint(ankle.X + (0.05f * pose.Heading), ankle.Y + 0.012f + (0.012f * pose.Facing));
        Segment(new SKPoint(ankle.X - (0.01f * pose.Heading), ankle.Y + 0.012f), toe, 0.048f, person.ShoeColour.Shade(dim));
    }

    private void Skirt()
    {
        if (person.Bottom is not (Bottom.Skirt or Bottom.LongSkirt)) return;
        var hem = person.Bottom == Bottom.Skirt ? crotch * 0.55f : crotch * 0.22f;
        var flare = hip + 0.03f + (MathF.Abs(pose.Stride * pose.Heading) * 0.1f);
        Polygon(person.BottomColour, new(-hip, Waist), new(hip, Waist), new(flare + 0.015f, hem), new(-flare - 0.015f, hem));
    }

    private void Torso()
    {
        var hem = person.Top == Top.Coat ? crotch * 0.6f : crotch + 0.01f;
        var lower = person.Top == Top.Coat ? hip + 0.025f : hip;
        using var shape = new SKPath();
        shape.MoveTo(-shoulder * 0.4f, Neck);
        shape.LineTo(shoulder * 0.4f, Neck);
        shape.QuadTo(shoulder * 0.95f, Neck + 0.012f, shoulder, Neck + 0.09f);
        shape.LineTo(lower * 0.93f, Waist);
        shape.LineTo(lower, hem);
        shape.LineTo(-lower, hem);
        shape.LineTo(-lower * 0.93f, Waist);
        shape.LineTo(-shoulder, Neck + 0.09f);
        shape.QuadTo(-shoulder * 0.95f, Neck + 0.012f, -shoulder * 0.4f, Neck);
        shape.Close();

        canvas.Save();
        canvas.ClipPath(shape, antialias: true);
        fill.Color = person.TopColour;
        canvas.DrawRect(-1, -1, 2, 1, fill);
        fill.Color = person.PatternColour;
        PaintPattern();
        if (person.Top == Top.OpenJacket) Feature(0, Neck, hem, 0.055f * person.Build, person.PatternColour);
        canvas.Restore();
        if (person.Scarf is { } scarf) Segment(new(-0.035f, Neck + 0.005f), new(0.035f, Neck + 0.005f), 0.04f, scarf);
    }

    private void PaintPattern()
    {
        switch (person.Pattern)
        {
            case Pattern.Hoops:
                for (var y = Neck + 0.05f; y < 0; y += 0.075f) canvas.DrawRect(-1, y, 2, 0.034f, fill);
                break;
            case Pattern.Stripes:
                for (var angle = -3; angle <= 3; angle++) Feature(angle * 0.9f, -1, 0, 0.022f, person.PatternColour);
                break;
            case Pattern.ChestBand:
                canvas.DrawRect(-1, Neck + 0.1f, 2, 0.08f, fill);
                break;
            case Pattern.Print:
                Feature(0, Neck + 0.08f, Neck + 0.2f, 0.1f, person.PatternColour);
                Feature(MathF.PI, Neck + 0.08f, Neck + 0.2f, 0.1f, person.PatternColour);
                break;
            case Pattern.TwoTone:
                canvas.DrawRect(-1, Neck + 0.17f, 2, 1, fill);
                break;
        }
    }

    private void Arm(int side)
    {
        var swing = -side * pose.Stride * 0.9f;
        var start = new SKPoint(side * (shoulder - 0.012f) * MathF.Abs(pose.Facing), Neck + 0.045f);
        var half = ArmLength / 2;
        var elbow = new SKPoint(
            start.X + (MathF.Sin(swing) * half * pose.Heading) + (side * 0.022f * MathF.Abs(pose.Facing)),
            start.Y + (MathF.Cos(swing) * half));
        var hand = new SKPoint(elbow.X + (MathF.Sin(swing + 0.25f) * half * pose.Heading), elbow.Y + (MathF.Cos(swing + 0.25f) * half));
        var dim = side < 0 ? 0.75f : 0.9f;

        var bare = person.Top == Top.ShortSleeves;
        Segment(elbow, hand, (bare ? 0.034f : 0.046f) * person.Build, (bare ? person.Skin : person.TopColour).Shade(dim));
        Segment(start, elbow, 0.054f * person.Build, person.TopColour.Shade(dim));
        fill.Color = person.Skin;
        canvas.DrawCircle(hand, 0.021f, fill);
        if (person.Bag == Bag.Handbag && side == person.BagSide * (ShowsFront ? 1 : -1))
            Box(hand.X, hand.Y + 0.075f, 0.05f, 0.06f, person.BagColour);
    }

    private void Backpack()
    {
        if (person.Bag != Bag.Backpack) return;
        var across = -pose.Heading * shoulder * 1.1f;
        var width = shoulder * (0.55f + (0.35f * MathF.Abs(pose.Facing)));
        Box(across, Neck + 0.17f, width, 0.125f, person.BagColour);
        if (!ShowsFront) Box(across, Neck + 0.225f, width * 0.7f, 0.04f, person.BagColour.Shade(0.7f));
    }

    private void ShoulderBag()
    {
        var (across, visible) = pose.At(person.BagSide * MathF.PI / 2);
        line.Color = person.BagColour;
        line.StrokeWidth = 0.017f;
        canvas.DrawLine(-across * shoulder * 0.5f, Neck + 0.01f, across * hip, Waist + 0.05f, line);
        Box(across * (hip + 0.02f), Waist + 0.1f, visible ? 0.062f : 0.045f, 0.06f, person.BagColour);
    }

    private void Head()
    {
        const float Y = -0.918f, Rx = 0.052f, Ry = 0.068f;
        Segment(new(0, Neck + 0.015f), new(0, Y), 0.05f, person.Skin.Shade(0.85f));
        fill.Color = person.Hair == Hair.None ? person.Skin.Shade(0.92f) : person.HairColour;
        canvas.DrawOval(0, Y - 0.008f, Rx + 0.006f, Ry + 0.004f, fill);
        if (person.Hair == Hair.Bun) canvas.DrawCircle(-pose.Heading * 0.05f, Y - 0.05f, 0.03f, fill);
        if (person.Hat == Hat.Hood)
        {
            fill.Color = person.TopColour.Shade(0.9f);
            canvas.DrawOval(-pose.Heading * 0.01f, Y + 0.002f, Rx + 0.02f, Ry + 0.014f, fill);
        }
        if (pose.Facing > -0.35f)
        {
            fill.Color = person.Skin;
            canvas.DrawOval(pose.Heading * 0.02f, Y + 0.014f, Rx * (0.62f + (0.28f * pose.Facing)), Ry * 0.78f, fill);
        }
        if (person.Hat is Hat.Cap or Hat.Beanie)
        {
            fill.Color = person.HatColour;
            canvas.DrawRoundRect(-Rx - 0.008f, Y - Ry - 0.012f, (2 * Rx) + 0.016f, Ry * 0.85f, 0.04f, 0.04f, fill);
            if (person.Hat == Hat.Cap && pose.Facing > -0.5f)
            {
                var brim = new SKPoint(pose.Heading * 0.085f, Y - 0.018f + (0.008f * pose.Facing));
                Segment(new(pose.Heading * 0.02f, Y - 0.022f), brim, 0.018f, person.HatColour.Shade(0.8f));
            }
        }
    }

    private void LongHair()
    {
        if (person.Hat == Hat.Hood) return;
        Box(-pose.Heading * 0.025f, -0.875f, 0.052f, 0.085f, person.HairColour);
    }

    /// <summary>An upright band on the body's surface, where it can be seen.</summary>
    private void Feature(float angle, float top, float bottom, float width, SKColor colour)
    {
        var (across, visible) = pose.At(angle);
        if (!visible) return;
        var seen = width * MathF.Max(0.25f, MathF.Abs(MathF.Cos(angle + pose.Yaw)));
        fill.Color = colour;
        canvas.DrawRect((across * shoulder * 0.9f) - (seen / 2), top, seen, bottom - top, fill);
    }

    private void Box(float x, float y, float halfWidth, float halfHeight, SKColor colour)
    {
        fill.Color = colour;
        canvas.DrawRoundRect(x - halfWidth, y - halfHeight, 2 * halfWidth, 2 * halfHeight, 0.02f, 0.02f, fill);
    }

    private void Segment(SKPoint from, SKPoint to, float width, SKColor colour)
    {
        line.Color = colour;
        line.StrokeWidth = width;
        canvas.DrawLine(from, to, line);
    }

    private void Polygon(SKColor colour, params ReadOnlySpan<SKPoint> corners)
    {
        using var path = new SKPath();
        path.AddPoly(corners.ToArray(), close: true);
        fill.Color = colour;
        canvas.DrawPath(path, fill);
    }

    private static SKPoint Between(SKPoint a, SKPoint b, float share) => new(a.X + ((b.X - a.X) * share), a.Y + ((b.Y - a.Y) * share));
}
