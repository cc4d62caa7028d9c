using JsccGrid.Experiments.Schemes;

namespace JsccGrid.Experiments.Cells;

/// <summary>What is asked most of a scheme's <see cref="SchemeDescription"/>.</summary>
public static class SchemeNames
{
    /// <inheritdoc cref="SchemeDescription.Name"/>
    public static string Name(this Scheme scheme) => SchemeCatalog.Of(scheme).Name;

    /// <inheritdoc cref="SchemeDescription.Title"/>
    public static string Title(this Scheme scheme) => SchemeCatalog.Of(scheme).Title;

    /// <inheritdoc cref="SchemeDescription.CrossesChannel"/>
    public static bool CrossesChannel(this Scheme scheme) => SchemeCatalog.Of(scheme).CrossesChannel;
}
