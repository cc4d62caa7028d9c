using System.Collections.Concurrent;
using System.Reflection;
using JsccGrid.LocalCluster.Processes;
using JsccGrid.Tests.Shared.Waiting;
using Xunit;
using Xunit.v3;

[assembly: TestLimit]

namespace JsccGrid.Tests.Shared.Waiting;

/// <summary>
/// Ends a test that is stuck, whatever it is stuck in: first its token is cancelled; when that does not help, its program ends and
/// says which test it was. Both limits stretch with the machine (<see cref="Patience"/>).
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class TestLimitAttribute : BeforeAfterTestAttribute
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromMinutes(2);
    private static readonly ConcurrentDictionary<string, Watch> Watches = new();

    public override void Before(MethodInfo methodUnderTest, IXunitTest test) =>
        Watches[test.UniqueID] = new Watch(test.TestDisplayName, TestContext.Current);

    /// <exception cref="TimeoutException">The test took longer than it may.</exception>
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (!Watches.TryRemove(test.UniqueID, out var watch)) return;
        watch.Dispose();
        if (watch.Message is { } message) throw new TimeoutException(message);
    }

    private sealed class Watch : IDisposable
    {
        private readonly string name;
        private readonly ITestContext context;
        private readonly Patience limit = new(Longest);
        private Patience? end;

        public Watch(string name, ITestContext context)
        {
            this.name = name;
            this.context = context;
            limit.Token.Register(Cancel);
        }

        /// <summary>Null while the test may go on.</summary>
        public string? Message { get; private set; }

        public void Dispose()
        {
            limit.Dispose();
            end?.Dispose();
        }

        private void Cancel()
        {
            Message = $"{name} has not ended in {limit}; it was cancelled.";
            end = new Patience(LongestEnd);
            end.Token.Register(() => Environment.FailFast($"{name} has not ended in {limit} and does not end though it was cancelled."));
            context.CancelCurrentTest();
        }
    }
}
