using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using JsccGrid.Experiments.Limits;
using JsccGrid.Experiments.Serialization;

namespace JsccGrid.Experiments.Programs;

/// <summary>Lines of the protocol as JSON.</summary>
public static partial class ProgramJson
{
    private const string Kind = "event";

    private static readonly string[] Kinds =
        [.. typeof(ProgramEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(kind => $"{kind.TypeDiscriminator}")];

    private static readonly string Known = string.Join(", ", Kinds);

    private static readonly JsonSerializerOptions Options = new(ExperimentJson.Compact) { AllowOutOfOrderMetadataProperties = true };

    public static string Write(ProgramCommand command) => JsonSerializer.Serialize(command, Options);

    /// <summary>A line that a program wrote; or, as one sentence that shows it, why it is none of the protocol.</summary>
    public static (ProgramEvent? Event, string? Problem) Read(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty(Kind, out var kind))
                return (null, $"The program wrote a line without an '{Kind}': {OneLine.Shown(line)}");
            if (kind.ValueKind != JsonValueKind.String || !Kinds.Contains(kind.GetString()))
                return (null, $"The program wrote a line of an unknown event, which is none of {Known}: {OneLine.Shown(line)}");
            return Read(document.RootElement, kind.GetString()!, line);
        }
        catch (JsonException)
        {
            var why = NoNumber().Match(line) is { Success: true } match ? $"{match.Value} is no number in JSON" : "it is no JSON";
            return (null, $"The program wrote a line to its standard output that is not of the protocol ({why}): {OneLine.Shown(line)}");
        }
    }

    private static (ProgramEvent? Event, string? Problem) Read(JsonElement element, string kind, string line)
    {
        try
        {
            return (element.Deserialize<ProgramEvent>(Options), null);
        }
        catch (JsonException exception)
        {
            var missing = Missing().Match(exception.Message);
            var why = missing.Success
                ? $"it lacks {missing.Groups[1].Value.TrimEnd('.')}"
                : $"{exception.Path ?? "$"} is not what it must be";
            return (null, $"The program wrote a '{kind}' line that is not as the protocol says ({why}): {OneLine.Shown(line)}");
        }
    }

    [GeneratedRegex(@"\bNaN\b|-?\bInfinity\b")]
    private static partial Regex NoNumber();

    [GeneratedRegex(@"including: (.*)$")]
    private static partial Regex Missing();
}
