namespace JsccGrid.Page.Heatmaps;

/// <summary>
/// The cells of one scheme by its two coordinates. At most <see cref="HeatmapAxis.MaxPlaces"/> squared tiles, however many cells.
/// </summary>
/// <param name="Scheme">Its name: <c>jscc-ae</c>.</param>
/// <param name="Others">Further coordinates that all its cells have, as <c>channel rayleigh-block</c>; empty where there are none.</param>
/// <param name="Title">Its name in the paper, with these.</param>
/// <param name="RowName">What the rows are, for people: <c>B</c>.</param>
/// <param name="ColumnName">What the columns are.</param>
/// <param name="Rows">Labels, ascending; a single empty one for a scheme without coordinates.</param>
/// <param name="Columns">Likewise.</param>
/// <param name="Tiles">Those that have cells, row by row.</param>
internal sealed record Heatmap(
    string Scheme, string Others, string Title, string RowName, string ColumnName, IReadOnlyList<string> Rows,
    IReadOnlyList<string> Columns,
    IReadOnlyList<HeatmapTile> Tiles);
