using JsccGrid.Chaos.Faults;
using JsccGrid.Chaos.Reports;
using JsccGrid.Chaos.Runs;
using Xunit;

namespace JsccGrid.Chaos.Tests.Runs;

/// <summary>A short run of the suite; the long ones are for the program.</summary>
public sealed class ChaosRunTests
{
    [Fact]
    public async Task Run_UnderFaultsOfAllKinds_LosesRepeatsAndChangesNothing()
    {
        var output = TestContext.Current.TestOutputHelper!;
        var options = new ChaosOptions
        {
            Seed = 20,
            Length = TimeSpan.FromSeconds(50),
            MeanGap = TimeSpan.FromSeconds(4),
            LongestFault = TimeSpan.FromSeconds(13),
            SeedsPerGrid = 2,
            Folder = Directory.CreateTempSubdirectory("jsccgrid-chaos-").FullName,
        };

        var result = await new ChaosRun(options, output.WriteLine, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);

        using var report = new StringWriter();
        ChaosReport.Write(result, report);
        output.WriteLine(report.ToString());
        Assert.True(result.Violations.Count == 0, report.ToString());
        Assert.Equal(result.GoodCells, result.Committed);
        Assert.True(result.Faults.Count(fault => fault.Skipped is null) >= 6, report.ToString());
        Directory.Delete(options.Folder, recursive: true);
    }
}
