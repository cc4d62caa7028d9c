using System.Text.Json.Serialization;

namespace JsccGrid.Experiments.Grids;

/// <summary>Which of the points that a cell was tested at a figure shows.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FigurePoints>))]
public enum FigurePoints
{
    /// <summary>Where the test SNR is that of the training; all of a cell that was not trained at one SNR.</summary>
    [JsonStringEnumMemberName("matched")]
    Matched,
    /// <summary>All.</summary>
    [JsonStringEnumMemberName("all")]
    All,
    /// <summary>The highest of all that a line has at a place.</summary>
    [JsonStringEnumMemberName("best")]
    Best,
}
