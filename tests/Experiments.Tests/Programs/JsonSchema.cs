using System.Text.Json;
using System.Text.Json.Nodes;

namespace JsccGrid.Experiments.Tests.Programs;

/// <summary>As much of JSON Schema (draft 2020-12) as the schemas of <c>docs</c> use; what they use beside it is an error.</summary>
internal static class JsonSchema
{
    /// <summary>What is wrong with a value, a line each.</summary>
    public static IEnumerable<string> Problems(JsonObject root, JsonObject schema, JsonNode? value, string path) =>
        schema.SelectMany(keyword => Problems(root, schema, keyword.Key, keyword.Value!, value, path));

    private static IEnumerable<string> Problems(JsonObject root, JsonObject schema, string keyword, JsonNode rule, JsonNode? value,
        string path)
    {
        switch (keyword)
        {
            case "description" or "title":
                return [];
            case "$ref":
                return Problems(root, root["$defs"]![rule.GetValue<string>().Split('/')[^1]]!.AsObject(), value, path);
            case "oneOf":
                var fitting = rule.AsArray().Count(one => !Problems(root, one!.AsObject(), value, path).Any());
                return fitting == 1 ? [] : [$"{path}: fits {fitting} of {rule.AsArray().Count}, where one is right"];
            case "const":
                return JsonNode.DeepEquals(rule, value) ? [] : [$"{path}: is not {rule}"];
            case "enum":
                return rule.AsArray().Any(one => JsonNode.DeepEquals(one, value)) ? [] : [$"{path}: is none of {rule}"];
            case "type":
                return IsOf(rule.GetValue<string>(), value) ? [] : [$"{path}: is no {rule}"];
            case "minimum":
                return value is null || value.GetValueKind() != JsonValueKind.Number || Number(value) >= Number(rule) ? []
                    : [$"{path}: below {rule}"];
            case "maximum":
                return value is null || value.GetValueKind() != JsonValueKind.Number || Number(value) <= Number(rule) ? []
                    : [$"{path}: above {rule}"];
            case "minItems":
                return value is not JsonArray few || few.Count >= Number(rule) ? [] : [$"{path}: fewer than {rule}"];
            case "maxItems":
                return value is not JsonArray many || many.Count <= Number(rule) ? [] : [$"{path}: more than {rule}"];
            case "required":
                return value is not JsonObject whole ? []
                    : rule.AsArray().Where(key => !whole.ContainsKey($"{key}")).Select(key => $"{path}.{key}: missing");
            case "properties":
                return value is not JsonObject parts ? [] : rule.AsObject().Where(property => parts.ContainsKey(property.Key))
                    .SelectMany(property => Problems(root, property.Value!.AsObject(), parts[property.Key], $"{path}.{property.Key}"));
            case "additionalProperties":
                return value is not JsonObject others ? [] : others.Where(other => schema["properties"]?[other.Key] is null)
                    .SelectMany(other => Problems(root, rule.AsObject(), other.Value, $"{path}.{other.Key}"));
            case "items":
                return value is not JsonArray items ? []
                    : items.SelectMany((item, i) => Problems(root, rule.AsObject(), item, $"{path}[{i}]"));
            default:
                throw new NotSupportedException($"'{keyword}' is not checked.");
        }
    }

    private static bool IsOf(string type, JsonNode? value) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value?.GetValueKind() == JsonValueKind.String,
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "number" => value?.GetValueKind() == JsonValueKind.Number,
        "integer" => value?.GetValueKind() == JsonValueKind.Number && Number(value) % 1 == 0,
        _ => throw new NotSupportedException($"'{type}' is not checked."),
    };

    private static double Number(JsonNode value) => double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);
}
