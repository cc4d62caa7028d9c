using JsccGrid.Processes;
using Xunit;

namespace JsccGrid.Silo.Tests.Processes;

/// <summary>How a program of this project starts another one that lies beside it.</summary>
public sealed class DotNetHostTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("jsccgrid-host-");

    private string Assembly => Path.Combine(folder.FullName, "program.dll");

    private string Executable => Path.Combine(folder.FullName, OperatingSystem.IsWindows() ? "program.exe" : "program");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void CommandFor_WhereTheRuntimeLiesElsewhere_IsTheHost()
    {
        File.WriteAllText(Executable, "");
        Assert.Equal([DotNetHost.Path, Assembly], DotNetHost.CommandFor(Assembly));
    }

    [Fact]
    public void CommandFor_WhereTheRuntimeLiesBesideTheProgram_IsItsExecutable()
    {
        File.WriteAllText(Executable, "");
        Assert.Equal([Executable], DotNetHost.CommandFor(Assembly, folder.FullName + Path.DirectorySeparatorChar));
    }

    [Fact]
    public void CommandFor_AProgramWithoutAnExecutable_IsTheHost() =>
        Assert.Equal([DotNetHost.Path, Assembly], DotNetHost.CommandFor(Assembly, folder.FullName));
}
