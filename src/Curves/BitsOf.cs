namespace JsccGrid.Curves;

/// <summary>Which bits of a digital cell an envelope sends.</summary>
internal enum BitsOf
{
    /// <summary>Those the range coder wrote.</summary>
    Measured,
    /// <summary>As many as the density model's likelihood asks for: what an ideal coder would write.</summary>
    Ideal,
}
