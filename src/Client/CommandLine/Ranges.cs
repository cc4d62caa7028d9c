using System.CommandLine;
using System.Globalization;

namespace JsccGrid.Client.CommandLine;

/// <summary>Checks of numbers on the command line.</summary>
internal static class Ranges
{
    public static void RequireAtLeast<T>(this Option<T> option, double least) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<T>() is IConvertible value && value.ToDouble(CultureInfo.InvariantCulture) < least)
            result.AddError(FormattableString.Invariant($"{option.Name}: {value} is out of range; expected {least} or more."));
    });
}
