namespace JsccGrid.Import.People;

/// <summary>Who drew the boxes around the people of CUHK03.</summary>
public enum Cuhk03Boxes
{
    /// <summary>People.</summary>
    Labelled,
    /// <summary>A detector.</summary>
    Detected,
}
