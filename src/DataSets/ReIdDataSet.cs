using JsccGrid.Experiments;
using JsccGrid.Experiments.Cells;

namespace JsccGrid.DataSets;

/// <summary>
/// A person re-identification data set: people to train on, and other people to test on. Each query image is searched for in the
/// gallery; gallery images of the query's person from the query's own camera are left out of the ranking.
/// </summary>
/// <param name="Name">Name of its folder.</param>
/// <param name="Train">Images of the training identities.</param>
/// <param name="Query">Images of test identities. Each has a match in the gallery from another camera.</param>
/// <param name="Gallery">The images searched: the test identities and distractors (person 0).</param>
public sealed record ReIdDataSet(
    string Name, IReadOnlyList<ReIdImage> Train, IReadOnlyList<ReIdImage> Query, IReadOnlyList<ReIdImage> Gallery)
{
    /// <summary>What does not keep the folder from being used, but may not be meant, as far as names tell.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>
    /// Reads the names in a folder that holds <c>bounding_box_train</c>, <c>query</c> and <c>bounding_box_test</c>, as CUHK03-NP and
    /// Market-1501 do; opens no image. As in the Market-1501 protocol (Zheng et al., ICCV 2015), person -1 is junk and left out
    /// everywhere; person 0000 is a distractor, which stays in the gallery and is left out of training and query.
    /// </summary>
    /// <exception cref="DataSetException">Holds every problem of the folder.</exception>
    public static ReIdDataSet Open(string folder)
    {
        var scan = ReIdFolder.Scan(folder);
        return scan.Problems.Count == 0
            ? new ReIdDataSet(scan.Name, scan.Train.Usable, scan.Query.Usable, scan.Gallery.Usable) { Warnings = [.. scan.Warnings()] }
            : throw new DataSetException($"Data set {scan.FullPath} cannot be used", scan.Problems);
    }

    /// <summary>
    /// A data set for choosing hyper-parameters, made of the training identities alone. Some of them are held out: of each and each
    /// of its cameras, the first image becomes a query and the others gallery. Which ones depends on their ids only.
    /// </summary>
    /// <param name="fraction">Share of the training identities to hold out, in (0, 1). Only those seen at least twice by each of
    /// two cameras can be.</param>
    /// <exception cref="DataSetException">Too few identities for such a split.</exception>
    public ReIdDataSet WithValidationSplit(double fraction)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(fraction, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fraction, 1);

        var people = Train.ToLookup(image => image.PersonId);
        var eligible = people.Where(SeenTwiceByTwoCameras).Select(person => person.Key).ToList();
        var count = Math.Max(1, (int)Math.Round(fraction * people.Count));
        if (count > eligible.Count || people.Count - count < 2)
            throw new DataSetException($"Data set {Name} cannot be split for validation",
                [
                    $"to hold out {count} of {people.Count} training identities, {count} must be seen at least twice by each "
                    + $"of two cameras ({eligible.Count} are) and 2 must remain",
                ]);

        var heldOut = eligible.OrderBy(person => StableHash.Of($"validation/{person}")).Take(count).ToHashSet();
        var views = Train.Where(image => heldOut.Contains(image.PersonId)).GroupBy(image => (image.PersonId, image.CameraId)).ToList();
        return new ReIdDataSet(
            $"{Name} (validation)",
            [.. Train.Where(image => !heldOut.Contains(image.PersonId))],
            [.. views.Select(view => view.First())],
            [.. views.SelectMany(view => view.Skip(1))]) { Warnings = Warnings };
    }

    private static bool SeenTwiceByTwoCameras(IEnumerable<ReIdImage> person) =>
        person.CountBy(image => image.CameraId).Count(camera => camera.Value >= 2) >= 2;
}
