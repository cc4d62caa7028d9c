namespace JsccGrid.Deployment.Tests.Support;

/// <summary>A copy of folders of the repository, where they are in it, that may be changed.</summary>
internal sealed class TemporaryCopy : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("jsccgrid-").FullName;

    public TemporaryCopy(params string[] folders)
    {
        foreach (var file in folders.SelectMany(folder => Directory.GetFiles(Repository.PathOf(folder), "*", SearchOption.AllDirectories)))
        {
            var target = PathOf(Path.GetRelativePath(Repository.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public string PathOf(params string[] parts) => Path.Combine([root, .. parts]);

    public void Dispose() => Directory.Delete(root, recursive: true);
}
