namespace JsccGrid.Training.Schemes;

/// <summary>A shared stage: trains, perhaps, then writes what others read.</summary>
public interface IStage : ITrainable
{
    /// <summary>Writes the stage's files into an existing folder.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="progressed">Called every now and then with the number of images done since the last call; may throw to stop.</param>
    void WriteOutput(string folder, Action<int> progressed);
}
