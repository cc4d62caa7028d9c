namespace JsccGrid.Training.Schemes;

/// <summary>How a feature vector crosses the channel, with the networks to train for it.</summary>
public interface ISchemeModel : ITrainable
{
    /// <summary>
    /// Passes the test images through the trained networks, up to where channel noise enters. Tensors belong to the caller's
    /// dispose scope.
    /// </summary>
    /// <param name="progressed">Called every now and then with the number of images done since the last call; may throw to stop.</param>
    Transmission PrepareTest(Action<int> progressed);
}
