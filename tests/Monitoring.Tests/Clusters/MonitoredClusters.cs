using Xunit;

namespace JsccGrid.Monitoring.Tests.Clusters;

/// <summary>Tests that share a cluster, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class MonitoredClusters : ICollectionFixture<MonitoredCluster>
{
    public const string Name = "monitored cluster";
}
