metadata description = 'Azure Managed Redis, the successor of Azure Cache for Redis (which is retired in September 2028).'

param name string
param location string

resource cluster 'Microsoft.Cache/redisEnterprise@2025-07-01' = {
  name: '${name}-${uniqueString(resourceGroup().id)}'
  location: location
  sku: {
    // 1 GB: grain state of a hundred thousand cells is a fraction of it.
    name: 'Balanced_B1'
  }
  properties: {
    minimumTlsVersion: '1.2'
    highAvailability: 'Enabled'
    publicNetworkAccess: 'Enabled'
  }

  resource database 'databases' = {
    name: 'default'
    properties: {
      clientProtocol: 'Encrypted'
      port: 10000
      // One address for clients, as of a single server.
      clusteringPolicy: 'EnterpriseCluster'
      // A full Redis refuses writes, and cells wait; it must not forget grains.
      evictionPolicy: 'NoEviction'
      accessKeysAuthentication: 'Enabled'
      persistence: {
        aofEnabled: true
        aofFrequency: '1s'
      }
    }
  }
}

output clusterName string = cluster.name
output address string = '${cluster.properties.hostName}:${cluster::database.properties.port}'
