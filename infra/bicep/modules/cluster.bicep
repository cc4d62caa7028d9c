metadata description = 'The Kubernetes cluster: a system pool, GPU pools from zero, workload identity, KEDA, Cilium for network policies.'

param name string
param location string
param kubernetesVersion string
param systemVmSize string
param systemNodes int

@description('See main.bicep.')
param gpuPools { name: string, vmSize: string, maxNodes: int, spot: bool, nodes: int? }[]

@description('Where scraped metrics go.')
param dataCollectionRuleId string

resource cluster 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: name
  location: location
  sku: {
    name: 'Base'
    // No uptime agreement: while the API server is away, what runs goes on running.
    tier: 'Free'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    kubernetesVersion: empty(kubernetesVersion) ? null : kubernetesVersion
    dnsPrefix: name
    enableRBAC: true
    agentPoolProfiles: [
      {
        name: 'system'
        mode: 'System'
        vmSize: systemVmSize
        count: systemNodes
        osType: 'Linux'
        osSKU: 'AzureLinux'
        upgradeSettings: {
          maxSurge: '1'
        }
      }
    ]
    networkProfile: {
      networkPlugin: 'azure'
      networkPluginMode: 'overlay'
      // Enforces the chart's network policies.
      networkDataplane: 'cilium'
      networkPolicy: 'cilium'
    }
    oidcIssuerProfile: {
      enabled: true
    }
    securityProfile: {
      workloadIdentity: {
        enabled: true
      }
    }
    workloadAutoScalerProfile: {
      keda: {
        enabled: true
      }
    }
    azureMonitorProfile: {
      metrics: {
        enabled: true
      }
    }
    autoUpgradeProfile: {
      upgradeChannel: 'patch'
      nodeOSUpgradeChannel: 'NodeImage'
    }
    autoScalerProfile: {
      // An idle GPU node costs money: KEDA has waited already when a worker is gone.
      'scale-down-unneeded-time': '5m'
      'scale-down-delay-after-add': '5m'
    }
  }

  resource pools 'agentPools' = [
    for pool in gpuPools: {
      name: pool.name
      properties: {
        mode: 'User'
        vmSize: pool.vmSize
        count: pool.?nodes ?? 0
        enableAutoScaling: true
        minCount: 0
        maxCount: pool.maxNodes
        osType: 'Linux'
        osSKU: 'Ubuntu'
        osDiskSizeGB: 128
        scaleSetPriority: pool.spot ? 'Spot' : 'Regular'
        scaleSetEvictionPolicy: pool.spot ? 'Delete' : null
        // Up to the price of a regular node: evicted for want of capacity only.
        spotMaxPrice: pool.spot ? -1 : null
        nodeLabels: {
          'jsccgrid.io/pool': pool.name
        }
        nodeTaints: ['nvidia.com/gpu=present:NoSchedule']
      }
    }
  ]
}

// The name is the one the monitoring add-on looks for.
resource scraping 'Microsoft.Insights/dataCollectionRuleAssociations@2023-03-11' = {
  name: 'ContainerInsightsMetricsExtension'
  scope: cluster
  properties: {
    dataCollectionRuleId: dataCollectionRuleId
  }
}

output clusterName string = cluster.name
output issuerUrl string = cluster.properties.oidcIssuerProfile.issuerURL
output kubeletPrincipalId string = cluster.properties.identityProfile.kubeletidentity.objectId
