using JsccGrid.Client.Runs;
using JsccGrid.Experiments.Cells;
using Xunit;

namespace JsccGrid.Client.Tests.Runs;

public sealed class RunNameTests
{
    [Theory]
    [InlineData("omniglot", null, "demo-omniglot")]
    [InlineData("CUHK03-NP (labelled)", null, "demo-cuhk03-np-labelled")]
    [InlineData("omniglot", 0.2, "demo-omniglot-validation")]
    public void Of_ADataSet_TellsRunsApart(string data, double? validation, string expected) =>
        Assert.Equal(
            expected, RunName.Of("demo", new DataSetReference { Name = data, Fingerprint = "f", ValidationFraction = validation }));

    [Fact]
    public void Of_TheGridsOwnData_IsTheGridsName() => Assert.Equal("demo", RunName.Of("demo", null));
}
