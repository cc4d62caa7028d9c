using System.Text.RegularExpressions;
using System.Xml.Linq;
using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using Xunit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace JsccGrid.Architecture.Tests;

/// <summary>The dependency arrows of docs/architecture.md, between projects and between the folders of the training program.</summary>
public sealed partial class Arrows
{
    private static readonly ArchUnitNET.Domain.Architecture Code = new ArchLoader().LoadAssemblies(
        System.Reflection.Assembly.Load("JsccGrid.Experiments"),
        System.Reflection.Assembly.Load("JsccGrid.Curves"),
        System.Reflection.Assembly.Load("JsccGrid.Storage"),
        System.Reflection.Assembly.Load("JsccGrid.DataSets"),
        System.Reflection.Assembly.Load("JsccGrid.Import"),
        System.Reflection.Assembly.Load("jsccgrid-train"),
        System.Reflection.Assembly.Load("JsccGrid.Grains.Interfaces"),
        System.Reflection.Assembly.Load("JsccGrid.Grains"),
        System.Reflection.Assembly.Load("JsccGrid.Presentation"),
        System.Reflection.Assembly.Load("JsccGrid.Worker"),
        System.Reflection.Assembly.Load("JsccGrid.Page"),
        System.Reflection.Assembly.Load("JsccGrid.Silo"),
        System.Reflection.Assembly.Load("jsccgrid")).Build();

    /// <summary>Leaves first: a folder of src/Training may use those before it and the leaves, never those after it.</summary>
    private static readonly string[] TrainingLayers = ["Channels", "Layers", "EntropyCoding", "Models", "Schemes", "Running"];
    private static readonly string[] TrainingLeaves = ["Data", "Retrieval", "Tensors", "Optimization"];

    [Theory]
    [InlineData("Experiments", "")]
    [InlineData("Curves", "Experiments")]
    [InlineData("Storage", "Experiments")]
    [InlineData("DataSets", "Experiments")]
    [InlineData("Import", "DataSets Experiments")]
    [InlineData("Training", "DataSets Experiments")]
    [InlineData("Grains.Interfaces", "Experiments")]
    [InlineData("Grains", "Grains.Interfaces Storage")]
    [InlineData("Presentation", "Grains.Interfaces")]
    [InlineData("Worker", "Grains.Interfaces Storage")]
    [InlineData("Page", "Curves Presentation Storage")]
    [InlineData("Silo", "Grains Page Worker")]
    [InlineData("LocalCluster", "")]
    [InlineData("Client", "Curves DataSets Grains.Interfaces Import LocalCluster Presentation Silo")]
    public void Project_References_OnlyWhatTheArrowsAllow(string project, string allowed)
    {
        var file = XDocument.Load(Path.Combine(Repository.Root, "src", project, $"{project}.csproj"));

        var references = file.Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

        Assert.Equal(allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), references.Order());
    }

    [Theory]
    [InlineData("Training", "Orleans", "Azure", "Microsoft.Extensions.DependencyInjection")]
    [InlineData("Grains.Interfaces", "TorchSharp", "Azure")]
    [InlineData("Grains", "TorchSharp", "Azure", "JsccGrid.Training")]
    [InlineData("Experiments", "TorchSharp", "Orleans", "Azure")]
    [InlineData("Curves", "TorchSharp", "Orleans", "Azure")]
    [InlineData("DataSets", "TorchSharp", "Orleans", "Azure", "PureHDF")]
    [InlineData("Import", "TorchSharp", "Orleans", "Azure")]
    [InlineData("Storage", "TorchSharp", "Orleans")]
    [InlineData("Presentation", "TorchSharp", "Azure")]
    [InlineData("Worker", "TorchSharp", "Azure", "JsccGrid.Training")]
    [InlineData("Page", "TorchSharp", "Azure", "JsccGrid.Training")]
    public void Project_Code_DoesNotUse(string project, params string[] namespaces)
    {
        foreach (var used in namespaces)
            Check(Types().That().ResideInNamespaceMatching($@"^JsccGrid\.{project.Replace(".", @"\.", StringComparison.Ordinal)}(\.|$)")
                .Should().NotDependOnAnyTypesThat()
                .ResideInNamespaceMatching($@"^{used.Replace(".", @"\.", StringComparison.Ordinal)}(\.|$)")
                .WithoutRequiringPositiveResults());
    }

    /// <summary>
    /// What is to be known of a scheme its description says. The paper's own figures and claims speak of the paper's own schemes.
    /// </summary>
    [Fact]
    public void Schemes_OutsideTheirDescriptionsAndThePapersFigures_AreNotNamed()
    {
        string[] places = ["Experiments/Schemes/", "Curves/", "Training/Schemes/", "Experiments/Grids/PaperFigures.cs"];
        var sources = Path.Combine(Repository.Root, "src");

        var others = Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(sources, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .Where(file => !places.Any(place => file.StartsWith(place, StringComparison.Ordinal)))
            .Where(file => NamedScheme().IsMatch(File.ReadAllText(Path.Combine(sources, file))));

        Assert.Empty(others);
    }

    [Fact]
    public void TrainingFolders_DependToTheLeftOnly()
    {
        for (var layer = 0; layer < TrainingLayers.Length; layer++)
            foreach (var later in TrainingLayers.Skip(layer + 1))
                CheckFolders(TrainingLayers[layer], later);
    }

    [Fact]
    public void TrainingLeaves_UseNoLayer()
    {
        foreach (var leaf in TrainingLeaves)
            foreach (var layer in TrainingLayers)
                CheckFolders(leaf, layer);
    }

    [GeneratedRegex(@"\bScheme\.(ReIdBaseline|JsccAe|JsccFc|Digital)\b")]
    private static partial Regex NamedScheme();

    private static void CheckFolders(string folder, string forbidden) =>
        Check(Types().That().ResideInNamespaceMatching($@"^JsccGrid\.Training\.{folder}(\.|$)")
            .Should().NotDependOnAnyTypesThat().ResideInNamespaceMatching($@"^JsccGrid\.Training\.{forbidden}(\.|$)")
            .WithoutRequiringPositiveResults());

    private static void Check(ArchRule<IType> rule)
    {
        var violations = rule.Evaluate(Code).Where(result => !result.Passed).Select(result => result.Description).ToList();
        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }
}
