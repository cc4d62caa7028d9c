namespace JsccGrid.Storage.Tests.Support;

/// <summary>What goes wrong with a call.</summary>
internal enum StoreFault
{
    None,

    /// <summary>It fails before it has an effect.</summary>
    Before,

    /// <summary>It has its effect and its answer is lost.</summary>
    After,

    /// <summary>It does not end until it is cancelled.</summary>
    Hang,
}
