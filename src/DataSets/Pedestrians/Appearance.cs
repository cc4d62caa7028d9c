using SkiaSharp;

namespace JsccGrid.DataSets.Pedestrians;

internal enum Hair { None, Short, Long, Bun }

internal enum Hat { None, Cap, Beanie, Hood }

internal enum Top { ShortSleeves, LongSleeves, OpenJacket, Coat }

internal enum Pattern { Plain, Hoops, Stripes, ChestBand, Print, TwoTone }

internal enum Bottom { Trousers, WideTrousers, Shorts, Skirt, LongSkirt }

internal enum Bag { None, Backpack, ShoulderBag, Handbag }

/// <summary>What stays the same about a person from image to image. Lengths are relative to an average person's.</summary>
internal sealed record Appearance
{
    public required float Stature { get; init; }
    public required float Build { get; init; }
    public required float LegLength { get; init; }
    public required SKColor Skin { get; init; }
    public required Hair Hair { get; init; }
    public required SKColor HairColour { get; init; }
    public required Hat Hat { get; init; }
    public required SKColor HatColour { get; init; }
    public required Top Top { get; init; }
    public required SKColor TopColour { get; init; }
    public required Pattern Pattern { get; init; }
    public required SKColor PatternColour { get; init; }
    public required Bottom Bottom { get; init; }
    public required SKColor BottomColour { get; init; }
    public required SKColor ShoeColour { get; init; }
    public required bool Boots { get; init; }
    public required Bag Bag { get; init; }
    public required SKColor BagColour { get; init; }
    /// <summary>-1 or 1: on which side of the body a bag is carried.</summary>
    public required int BagSide { get; init; }
    public required SKColor? Scarf { get; init; }

    public static Appearance Draw(Random random)
    {
        var top = random.Pick<Top>([(Top.ShortSleeves, 3), (Top.LongSleeves, 3), (Top.OpenJacket, 2), (Top.Coat, 2)]);
        var topColour = Colours.Garment(random);
        return new Appearance
        {
            Stature = random.Between(0.86f, 1.06f),
            Build = random.Between(0.8f, 1.3f),
            LegLength = random.Between(0.93f, 1.06f),
            Skin = Colours.Skin(random),
            Hair = random.Pick<Hair>([(Hair.None, 1), (Hair.Short, 4), (Hair.Long, 3), (Hair.Bun, 1)]),
            HairColour = Colours.Hair(random),
            Hat = random.Pick<Hat>([(Hat.None, 7), (Hat.Cap, 1), (Hat.Beanie, 1), (Hat.Hood, 1)]),
            HatColour = Colours.Garment(random),
            Top = top,
            TopColour = topColour,
            Pattern = random.Pick<Pattern>(
                [(Pattern.Plain, 5), (Pattern.Hoops, 1), (Pattern.Stripes, 1), (Pattern.ChestBand, 1), (Pattern.Print, 1),
                    (Pattern.TwoTone, 1)]),
            PatternColour = Colours.GarmentBeside(topColour, random),
            Bottom = random.Pick<Bottom>(
                [(Bottom.Trousers, 6), (Bottom.WideTrousers, 2), (Bottom.Shorts, 2), (Bottom.Skirt, 1.5f), (Bottom.LongSkirt, 1)]),
            BottomColour = Colours.Garment(random),
            ShoeColour = Colours.Garment(random),
            Boots = random.Chance(0.25f),
            Bag = random.Pick<Bag>([(Bag.None, 4), (Bag.Backpack, 3), (Bag.ShoulderBag, 2), (Bag.Handbag, 1.5f)]),
            BagColour = Colours.Garment(random),
            BagSide = random.Chance(0.5f) ? 1 : -1,
            Scarf = random.Chance(0.12f) ? Colours.Garment(random) : null,
        };
    }
}
