using JsccGrid.Silo.Logging;
using Microsoft.Extensions.Logging;
using Xunit;

namespace JsccGrid.Silo.Tests.Logging;

public sealed class FileLoggerProviderTests
{
    [Theory]
    [InlineData("/dev/full")]
    [InlineData("/no/such/folder/silo.log")]
    public void Log_ToAFileThatTakesNothing_DoesNotThrow(string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/full is Linux'.");
        using var provider = new FileLoggerProvider(path, TimeProvider.System);
        var logger = provider.CreateLogger("test");
        for (var i = 0; i < 3; i++) logger.LogError(new InvalidOperationException("why"), "what happened");
    }

    [Fact]
    public void Log_AfterItsProvider_DoesNotThrow()
    {
        var path = Path.GetTempFileName();
        var provider = new FileLoggerProvider(path, TimeProvider.System);
        var logger = provider.CreateLogger("test");
        logger.LogWarning("first");
        provider.Dispose();
        logger.LogWarning("second");
        Assert.EndsWith("Warning test: first", Assert.Single(File.ReadAllLines(path)), StringComparison.Ordinal);
        File.Delete(path);
    }
}
