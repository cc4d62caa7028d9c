namespace JsccGrid.Benchmarks.Clusters;

/// <summary>A temporary folder, deleted afterwards.</summary>
internal sealed class BenchmarkFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("jsccgrid-benchmark-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
