using System.Reflection;

namespace JsccGrid.Experiments;

/// <summary>The version that an assembly was built as, for people.</summary>
public static class BuildVersion
{
    public static string Of(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? assembly.GetName().Version!.ToString();
}
