namespace JsccGrid.Storage.Inputs;

/// <summary>Folders that appear once they are whole.</summary>
internal static class WholeFolder
{
    /// <param name="folder">Does not exist yet. What an earlier try has left beside it is replaced.</param>
    /// <param name="fill">Fills another folder, and says whether that is whole.</param>
    /// <returns>Whether it was.</returns>
    public static async Task<bool> MakeAsync(string folder, Func<string, Task<bool>> fill)
    {
        var unfinished = folder + ".unfinished";
        if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        Directory.CreateDirectory(unfinished);
        try
        {
            if (!await fill(unfinished)) return false;
            Directory.Move(unfinished, folder);
            return true;
        }
        finally
        {
            if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        }
    }
}
