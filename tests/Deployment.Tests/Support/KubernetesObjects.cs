using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using JsccGrid.Deployment.Tests.Support.CustomResources;
using k8s;
using k8s.Models;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace JsccGrid.Deployment.Tests.Support;

/// <summary>Objects of a rendered chart in their types: a field that a type does not have, or that is of another type, is an
/// error.</summary>
internal sealed class KubernetesObjects : IEnumerable<IKubernetesObject<V1ObjectMeta>>
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    private static readonly Dictionary<string, Type> Types = new[] { typeof(V1Pod).Assembly, typeof(PodMonitor).Assembly }
        .SelectMany(assembly => assembly.GetTypes())
        .SelectMany(type => type.GetCustomAttributes<KubernetesEntityAttribute>(inherit: false).Select(entity => (entity, type)))
        .ToDictionary(entry => NameOf(entry.entity), entry => entry.type);

    private readonly List<IKubernetesObject<V1ObjectMeta>> objects;

    private KubernetesObjects(IReadOnlyList<JsonObject> documents)
    {
        Documents = documents;
        objects = [.. documents.Select(ToObject)];
    }

    /// <summary>The objects as they are written.</summary>
    public IReadOnlyList<JsonObject> Documents { get; }

    /// <summary>What a workload runs, by the workload's name.</summary>
    public IEnumerable<(string Name, V1PodTemplateSpec Template)> Pods => objects.Select(item => item switch
    {
        V1Deployment deployment => (Name: item.Metadata.Name, deployment.Spec.Template),
        V1StatefulSet set => (item.Metadata.Name, set.Spec.Template),
        V1Job job => (item.Metadata.Name, job.Spec.Template),
        V1Pod pod => (item.Metadata.Name, new V1PodTemplateSpec { Metadata = pod.Metadata, Spec = pod.Spec }),
        _ => (item.Metadata.Name, null!),
    }).Where(pod => pod.Item2 is not null);

    public IEnumerable<(string Pod, V1Container Container)> Containers => Pods.SelectMany(
        pod => (pod.Template.Spec.InitContainers ?? []).Concat(pod.Template.Spec.Containers).Select(container => (pod.Name, container)));

    /// <summary>The container of ours in each pod; those that values add stand behind it.</summary>
    public IEnumerable<(string Pod, V1Container Container)> OwnContainers =>
        Pods.Select(pod => (pod.Name, pod.Template.Spec.Containers[0]));

    public T Single<T>(string name)
        where T : IKubernetesObject<V1ObjectMeta> => objects.OfType<T>().Single(item => item.Metadata.Name == name);

    public IEnumerator<IKubernetesObject<V1ObjectMeta>> GetEnumerator() => objects.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <exception cref="JsonException">A document is no object of its kind.</exception>
    public static KubernetesObjects Read(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return new KubernetesObjects([.. stream.Documents.Select(document => ToJson(document.RootNode)).OfType<JsonObject>()]);
    }

    private static IKubernetesObject<V1ObjectMeta> ToObject(JsonObject json)
    {
        var kind = $"{json["apiVersion"]}/{json["kind"]}";
        if (!Types.TryGetValue(kind, out var type)) throw new JsonException($"There is no kind {kind}.");
        try
        {
            return (IKubernetesObject<V1ObjectMeta>)json.Deserialize(type, Strict)!;
        }
        catch (JsonException exception)
        {
            throw new JsonException($"{kind} {json["metadata"]?["name"]}: {exception.Message}", exception);
        }
    }

    private static string NameOf(KubernetesEntityAttribute entity) =>
        string.IsNullOrEmpty(entity.Group) ? $"{entity.ApiVersion}/{entity.Kind}" : $"{entity.Group}/{entity.ApiVersion}/{entity.Kind}";

    /// <summary>As the API server reads YAML: what is not quoted may be a number or a truth value, and is then no text.</summary>
    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(
            map.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, ToJson(child.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => PlainToJson(scalar.Value!),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new JsonException($"A {node.NodeType} is nothing the API server knows."),
    };

    private static JsonValue? PlainToJson(string text) => text.ToLowerInvariant() switch
    {
        "" or "~" or "null" => null,
        "true" or "yes" or "on" => JsonValue.Create(true),
        "false" or "no" or "off" => JsonValue.Create(false),
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };
}
