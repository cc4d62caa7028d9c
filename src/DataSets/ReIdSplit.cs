using JsccGrid.Experiments.Cells;
using JsccGrid.Experiments.Text;

namespace JsccGrid.DataSets;

/// <summary>One of the three folders of a data set in re-ID layout.</summary>
internal sealed class ReIdSplit(string parent, string name, bool keepsDistractors)
{
    private readonly List<ReIdImage> images = [];

    public string Name => name;

    /// <summary>Images that training or testing uses.</summary>
    public IReadOnlyList<ReIdImage> Usable { get; private set; } = [];

    /// <summary>Every image whose name could be read, junk and distractors included.</summary>
    public IReadOnlyList<ReIdImage> Images => images;

    /// <summary>Files and folders that are no images.</summary>
    public int Ignored { get; private set; }

    /// <summary>Names of the images among them whose format is not read.</summary>
    public IReadOnlyList<string> UnreadImages { get; private set; } = [];

    /// <summary>Whether the folder was there to be listed.</summary>
    public bool Exists => Directory.Exists(Path.Combine(parent, name));

    public int Count(int person) => images.Count(image => image.PersonId == person);

    public void Scan(List<string> problems)
    {
        var before = problems.Count;
        var part = DataSetPart.List(parent, name);
        problems.AddRange(part.Problems);
        Ignored = part.Others.Count;
        UnreadImages = [.. part.UnreadImages];
        foreach (var file in part.Images)
        {
            if (ReIdFileName.TryParse(Path.Combine(parent, name, file)) is { } image) images.Add(image);
            else problems.Add($"{name}/{file}: cannot tell the person and the camera from the name; {ReIdFileName.Expected}");
        }
        Usable = [.. images.Where(image => image.PersonId > 0 || (keepsDistractors && image.PersonId == ReIdFileName.Distractor))];
        if (Usable.All(image => image.PersonId == ReIdFileName.Distractor) && problems.Count == before)
        {
            problems.Add(
                $"{name}: no image of a person in it ({images.Count} of junk or distractors, {Ignored} other entries); "
                + (UnreadImages.Count > 0 ? DescribeUnread() : ReIdFileName.Expected));
        }
    }

    /// <summary>Says that images are left out for their format.</summary>
    public string DescribeUnread()
    {
        var kinds = string.Join(", ", UnreadImages.Select(Path.GetExtension).Distinct(StringComparer.OrdinalIgnoreCase));
        return $"{Counted.Text(UnreadImages.Count, "image")} ({kinds}) in a format that is not read, "
            + $"{UnreadImages[0]} the first; "
            + $"expected {DataSetPart.Formats}";
    }
}
