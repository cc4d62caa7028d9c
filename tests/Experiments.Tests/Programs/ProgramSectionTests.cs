using Xunit;

namespace JsccGrid.Experiments.Tests.Programs;

/// <summary>What can be wrong with the <c>schemes</c> of a grid file, and that all of it is said at once, with its place.</summary>
public sealed class ProgramSectionTests : IDisposable
{
    private readonly ProgramGround ground = new();

    public void Dispose() => ground.Dispose();

    [Theory]
    [InlineData("name: my-codec", "name: jscc-ae", "grid.yaml:6:11: schemes[0].name: 'jscc-ae' is a scheme of this program")]
    [InlineData("name: my-codec", "name: features", "grid.yaml:6:11: schemes[0].name: 'features' is what a shared stage is called")]
    [InlineData("name: my-codec", "name: My Codec", "grid.yaml:6:11: schemes[0].name: 'My Codec' cannot be the name of a scheme")]
    [InlineData("[python3, train.py]", "[]", "grid.yaml:8:14: schemes[0].command: holds 0 values")]
    [InlineData("[python3, train.py]", "[python3, '']", "schemes[0].command[1]: the text has 0 characters; expected 1 to 200 characters")]
    [InlineData("files: [train.py, lib/model.py]", "files: lib/model.py",
        "schemes[0].command: 'train.py' lies beside the grid file but is none of")]
    [InlineData("lib/model.py", "lib/none.py", "grid.yaml:9:23: schemes[0].files[1]: there is no file 'lib/none.py'")]
    [InlineData("lib/model.py", "/etc/passwd", "schemes[0].files[1]: '/etc/passwd' is an absolute path")]
    [InlineData("lib/model.py", "../other.py", "schemes[0].files[1]: '../other.py' leads out of the grid file's folder")]
    [InlineData("lib/model.py", "lib", "schemes[0].files[1]: 'lib' is a folder; expected a file")]
    [InlineData("lib/model.py", "train.py", "schemes[0].files: 'train.py' stands there 2 times")]
    [InlineData("type: integer", "type: float",
        "grid.yaml:11:52: schemes[0].axes[0].type: 'float' is not one of integer, number, decibel, word")]
    [InlineData("min: 1,", "min: 5000,", "grid.yaml:11:66: schemes[0].axes[0].min: 5000 is above max, 4096")]
    [InlineData("min: 1,", "min: 1.5,", "schemes[0].axes[0].min: 1.5 is not a whole number")]
    [InlineData("min: 1,", "words: [a],", "schemes[0].axes[0].words: only an axis of type word has words")]
    [InlineData("type: integer, min: 1, max: 4096", "type: word, words: [a, b, a]",
        "schemes[0].axes[0].words: 'a' stands there 2 times; expected it once")]
    [InlineData("type: integer, min: 1, max: 4096", "type: decibel, min: 100",
        "schemes[0].axes[0].min: 100 is out of range; expected -60 to 60 dB")]
    [InlineData("name: rate", "name: seed", "schemes[0].axes[0].name: 'seed' cannot be the name of an axis")]
    [InlineData("name: rate", "name: trainSnrDb", "schemes[0].axes[1].name: there are two axes 'trainSnrDb'")]
    [InlineData("unit: dB, type: decibel", "type: integer",
        "schemes[0].axes[1].type: trainSnrDb is the same for all schemes; expected decibel")]
    [InlineData("unit: dB, type: decibel", "type: decibel, max: 3",
        "schemes[0].axes[1].max: what trainSnrDb may be is the same for all schemes")]
    [InlineData("    axes:", "    needs: weights\n    axes:", "schemes[0].needs: 'weights' is not one of baseline, features")]
    [InlineData("    axes:", "    measures: { values: [top5] }\n    axes:",
        "schemes[0].measures.values[0]: 'top5' is not one of top1, map")]
    [InlineData("    axes:", "    measures: { values: [map] }\n    axes:", "schemes[0].measures.values: top1 is missing")]
    [InlineData("    axes:", "    timeout: 3\n    axes:", "schemes[0].timeout: unknown key")]
    public void Scheme_ThatIsWrong_IsRefusedWithItsPlace(string was, string now, string expected)
    {
        var errors = ground.Errors(ProgramGround.Scheme.Replace(was, now, StringComparison.Ordinal));

        Assert.Contains(errors, error => error.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Word_ThatNoCellCouldHave_IsRefused()
    {
        var words = $"type: word, words: [{new string('a', 101)}]";

        var errors = ground.Errors(ProgramGround.Scheme.Replace("type: integer, min: 1, max: 4096", words, StringComparison.Ordinal));

        Assert.Contains(errors, error => error.Contains("has 101 characters; expected at most 100", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ type: integer }", "schemes.axes.name: missing; expected text")]
    [InlineData("{ name: Rate, type: integer }", "schemes.axes.name: 'Rate' cannot be the name of an axis")]
    [InlineData("{ name: rate, type: integer, min: 1.5 }", "schemes.axes.min: 1.5 is not a whole number of 32 bits")]
    public void Axis_WithoutAList_IsRefusedWithItsPlace(string axis, string expected)
    {
        var errors = ground.Errors($$"""
              name: my-codec
              title: My codec
              command: [python3, train.py]
              files: train.py
              axes: {{axis}}
            """, "scheme: my-codec");

        Assert.Contains(errors, error => error.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Scheme_WithoutLists_IsAsGoodAsOneWithThem()
    {
        var cells = ground.Cells("""
              name: my-codec
              title: My codec
              command: [python3, train.py]
              files: train.py
              axes: { name: rate, type: integer, min: -2147483648 }
            """, "scheme: my-codec, rate: 3");

        Assert.Equal("my-codec rate=3 seed=0", Assert.Single(cells).Label);
    }

    [Fact]
    public void Schemes_WithManyErrors_AreRefusedWithAllOfThem()
    {
        var broken = ProgramGround.Scheme
            .Replace("lib/model.py", "lib/none.py", StringComparison.Ordinal)
            .Replace("min: 1,", "min: 5000,", StringComparison.Ordinal);

        var errors = ground.Errors($"{broken}\n{broken}", "scheme: my-codec, rate: 0.5, trainSnrDb: 0, bandwidth: 8");

        Assert.Equal(7, errors.Count);
        Assert.Contains(errors, error => error.Contains("schemes[1].name: there are two schemes 'my-codec'", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("sweeps[0].rate: '0.5' is not a whole number", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("sweeps[0].bandwidth: my-codec has no such coordinate", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("scheme: my-codec, rate: 5000, trainSnrDb: 0", "sweeps[0].rate: 5000 is out of range; expected 1 to 4096 bits")]
    [InlineData("scheme: my-codec, rate: 32", "sweeps[0].trainSnrDb: missing; my-codec needs it")]
    [InlineData("scheme: my-codec, rate: 32, trainSnrDb: 1", "sweeps[0].trainSnrDb: 1 is not one of the recipe's evaluation.testSnrDb")]
    [InlineData("scheme: my-codek, rate: 32, trainSnrDb: 0", "Did you mean 'my-codec'?")]
    public void Sweep_OfAProgram_IsHeldToItsAxes(string sweep, string expected) =>
        Assert.Contains(ground.Errors(ProgramGround.Scheme, sweep), error => error.Contains(expected, StringComparison.Ordinal));
}
