namespace JsccGrid.DataSets;

/// <summary>One image of one person, cut out of what one camera saw.</summary>
/// <param name="Path">The image file.</param>
/// <param name="PersonId">Identity: 0 is a distractor, which matches nobody.</param>
/// <param name="CameraId">Number of the camera.</param>
public sealed record ReIdImage(string Path, int PersonId, int CameraId);
