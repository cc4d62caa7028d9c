using JsccGrid.Experiments.Recipes;
using JsccGrid.Training.Schemes;
using Xunit;

namespace JsccGrid.Training.Tests.Schemes;

public sealed class TrainingPhaseTests
{
    [Theory]
    [InlineData(16, 8, 2)]
    [InlineData(20, 8, 3)]
    [InlineData(17, 8, 2)] // a batch of one cannot be normalised
    [InlineData(18, 8, 3)]
    [InlineData(1, 8, 0)]
    public void StepsPerEpoch_LeavesOutASingleSampleOnly(int samples, int batchSize, int steps) =>
        Assert.Equal(steps, Phase(samples, batchSize).StepsPerEpoch);

    [Fact]
    public void LearningRate_OfEachEpoch_FollowsThePhases()
    {
        var phase = Phase(16, 8);

        Assert.Equal([0.1, 0.1, 0.01], Enumerable.Range(0, phase.Epochs).Select(phase.LearningRate));
        Assert.Throws<ArgumentOutOfRangeException>(() => phase.LearningRate(3));
    }

    private static TrainingPhase Phase(int samples, int batchSize) => new()
    {
        Name = "test",
        Schedule = new ScheduleRecipe
        {
            BatchSize = batchSize,
            Momentum = 0.9,
            WeightDecay = 0,
            Phases = [new PhaseRecipe { Epochs = 2, LearningRate = 0.1 }, new PhaseRecipe { Epochs = 1, LearningRate = 0.01 }],
        },
        Samples = samples,
        Trained = [],
        LossName = "none",
        Loss = batch => batch,
    };
}
