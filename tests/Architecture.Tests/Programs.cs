using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using Xunit;

namespace JsccGrid.Architecture.Tests;

/// <summary>What the built programs reach: the files of their folder, which is this program's too.</summary>
public sealed class Programs
{
    private const string Trainer = "jsccgrid-train";

    /// <summary>Only the training program loads libtorch. The others start it, and reach it by no way.</summary>
    [Theory]
    [InlineData("jsccgrid")]
    [InlineData("JsccGrid.Silo")]
    public void Program_ByWhateverReferences_ReachesNoTorchAndNoTrainingProgram(string program)
    {
        var ways = new Dictionary<string, string> { [program] = program };
        for (var next = new Queue<string>(ways.Keys); next.TryDequeue(out var name);)
            foreach (var used in ReferencesOf(name).Where(used => ways.TryAdd(used, $"{ways[name]} → {used}")))
                next.Enqueue(used);

        Assert.Contains("JsccGrid.Experiments", ways.Keys);
        Assert.DoesNotContain(ways, way => IsOfTraining(way.Key));
        Assert.Contains("TorchSharp", ReferencesOf(Trainer));
    }

    /// <summary>A package that comes along is reached by nobody's code, and would be loaded with the program all the same.</summary>
    [Theory]
    [InlineData("jsccgrid")]
    [InlineData("JsccGrid.Silo")]
    public void Program_AmongItsLibraries_HasNoTorchAndNoTrainingProgram(string program)
    {
        Assert.DoesNotContain(LibrariesOf(program).Keys, IsOfTraining);
        Assert.Contains(LibrariesOf(Trainer).Keys, name => name.StartsWith("libtorch", StringComparison.Ordinal));
    }

    /// <summary>They lie in one folder, where of each file there is one.</summary>
    [Theory]
    [InlineData("jsccgrid")]
    [InlineData("JsccGrid.Silo")]
    public void Program_AndTheTrainingProgram_HaveTheLibrariesTheyShareInOneVersion(string program)
    {
        var (own, trainers) = (LibrariesOf(program), LibrariesOf(Trainer));

        var shared = own.Keys.Intersect(trainers.Keys).ToList();

        Assert.NotEmpty(shared);
        Assert.All(shared, name => Assert.Equal($"{name} {own[name]}", $"{name} {trainers[name]}"));
    }

    private static bool IsOfTraining(string name) =>
        new[] { Trainer, "TorchSharp", "libtorch" }.Any(start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase));

    /// <summary>Names of the assemblies that an assembly was compiled against; none of one that is the framework's.</summary>
    private static List<string> ReferencesOf(string assembly)
    {
        var file = FileOf($"{assembly}.dll");
        if (!File.Exists(file)) return [];
        using var image = new PEReader(File.OpenRead(file));
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    /// <summary>Versions of the packages and projects that a program was built with, by name.</summary>
    private static Dictionary<string, string> LibrariesOf(string program)
    {
        using var dependencies = JsonDocument.Parse(File.ReadAllBytes(FileOf($"{program}.deps.json")));
        return dependencies.RootElement.GetProperty("libraries").EnumerateObject()
            .Select(library => library.Name.Split('/')).ToDictionary(name => name[0], name => name[1]);
    }

    private static string FileOf(string name) => Path.Combine(AppContext.BaseDirectory, name);
}
