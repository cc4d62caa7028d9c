using JsccGrid.Experiments.Files;
using Xunit;

namespace JsccGrid.Experiments.Tests.Files;

public sealed class FullDiskTests
{
    [Fact]
    public void Disk_ThatIsFull_IsToldFromOtherTrouble()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no /dev/full.");
        var full = Assert.Throws<IOException>(() => File.WriteAllText("/dev/full", "text"));
        Assert.True(FullDisk.IsCauseOf(full));
        Assert.True(FullDisk.IsCauseOf(new InvalidOperationException("The checkpoint was not written.", full)));
        Assert.False(FullDisk.IsCauseOf(new FileNotFoundException("No space left on device")));
        Assert.False(FullDisk.IsCauseOf(new InvalidOperationException("No space left on device")));
    }
}
