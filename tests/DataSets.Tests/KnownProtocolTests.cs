using Xunit;

namespace JsccGrid.DataSets.Tests;

public sealed class KnownProtocolTests
{
    [Theory]
    [InlineData(7368, 1400, 5328, "CUHK03, new protocol, labelled boxes")]
    [InlineData(7365, 1400, 5332, "CUHK03, new protocol, detected boxes")]
    [InlineData(12936, 3368, 15913, "Market-1501")]
    [InlineData(32621, 11659, 82161, "MSMT17")]
    [InlineData(16522, 2228, 17661, "DukeMTMC-reID")]
    [InlineData(7368, 1400, 5332, null)]
    public void Of_Counts_FindsTheProtocolThatHasThemAll(int train, int query, int gallery, string? expected) =>
        Assert.Equal(expected, KnownProtocol.Of(train, query, gallery)?.Name);

    [Fact]
    public void Check_FolderOfNoKnownProtocol_NamesNone()
    {
        using var folder = TestFolder.WithDataSet();
        Assert.Null(DataSetCheck.Run(folder.Path, threads: 1, TestContext.Current.CancellationToken).Protocol);
    }
}
