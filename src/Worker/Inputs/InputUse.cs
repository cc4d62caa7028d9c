namespace JsccGrid.Worker.Inputs;

/// <summary>Keeps a cached file or folder where it is until disposed.</summary>
internal sealed class InputUse(string path, Action release) : IDisposable
{
    private Action? release = release;

    public string Path => path;

    public void Dispose() => Interlocked.Exchange(ref release, null)?.Invoke();
}
