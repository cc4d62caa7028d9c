namespace JsccGrid.Training.Running;

/// <summary>A loss became infinite or NaN.</summary>
public sealed class DivergenceException(string phase, string loss, long step, double value, double learningRate) : Exception(
    FormattableString.Invariant(
        $"Training diverged: at step {step} of phase {phase} the loss ({loss}) was {value} at learning rate {learningRate}. ")
    + "A smaller learning rate may help, or for the digital scheme a smaller lambda.");
