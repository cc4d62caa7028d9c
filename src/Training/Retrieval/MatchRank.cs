namespace JsccGrid.Training.Retrieval;

/// <summary>Where a match stands among the gallery images that its query is compared with.</summary>
/// <param name="Closer">How many lie closer.</param>
/// <param name="Tied">How many lie at exactly its distance, itself among them: any order of these is as good as another.</param>
internal readonly record struct MatchRank(int Closer, int Tied);
