metadata description = 'Everything JsccGrid needs on Azure: a cluster with spot GPUs from zero, a store, a registry, monitoring. infra/README.md walks through it.'

@description('Start of every name: lower-case letters, digits, hyphens.')
@minLength(3)
@maxLength(20)
param name string = 'jsccgrid'

@description('Where everything is. Quota for the GPU size is per region.')
param location string = resourceGroup().location

@description('Kubernetes version, major.minor. Empty: the default of the service.')
param kubernetesVersion string = ''

@description('Size of the nodes that run control silos, Redis and everything that has no GPU.')
param systemVmSize string = 'Standard_D4s_v5'

@description('How many of them.')
@minValue(1)
param systemNodes int = 2

@description('GPU pools. Each starts from zero nodes and goes back there.')
param gpuPools gpuPool[] = [
  {
    name: 't4spot'
    vmSize: 'Standard_NC4as_T4_v3'
    maxNodes: 8
    spot: true
  }
]

@description('Also an Azure Managed Redis, in place of the chart\'s own. It survives the loss of a node; losing either loses no result.')
param managedRedis bool = false

@description('Replication of the storage account.')
@allowed(['Standard_LRS', 'Standard_ZRS'])
param storageRedundancy string = 'Standard_LRS'

@description('Kubernetes namespace of the release.')
param releaseNamespace string = 'grids'

@description('Service account of the release: its full name.')
param releaseServiceAccount string = 'jsccgrid'

@description('Object ids of the people (or one group of them) who may administer Grafana and read the store.')
param operatorIds string[] = []

@description('Whether operatorIds are users or groups.')
@allowed(['User', 'Group'])
param operatorType string = 'User'

@description('Where alerts are sent. Empty: they are only shown.')
param alertEmail string = ''

@description('Where docs/runbooks can be read; alerts link there.')
param runbookBaseUrl string = 'docs/runbooks'

@description('A pool of nodes with GPUs.')
type gpuPool = {
  @description('Lower-case letters and digits; also the value of the nodes\' label jsccgrid.io/pool.')
  @maxLength(12)
  name: string

  @description('A size with NVIDIA GPUs.')
  vmSize: string

  @description('Nodes at most.')
  @minValue(1)
  maxNodes: int

  @description('Nodes that may be taken away, at a fraction of the price.')
  spot: bool

  @description('Nodes it has now. A deployment over a pool that is there sets their number. Default: 0.')
  @minValue(0)
  nodes: int?
}

module store 'modules/store.bicep' = {
  params: {
    name: name
    location: location
    redundancy: storageRedundancy
    writerPrincipalId: identities.outputs.workerPrincipalId
    readerIds: operatorIds
    readerType: operatorType
  }
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    name: name
    location: location
    readerPrincipalId: identities.outputs.scalerPrincipalId
    operatorIds: operatorIds
    operatorType: operatorType
  }
}

module cluster 'modules/cluster.bicep' = {
  params: {
    name: name
    location: location
    kubernetesVersion: kubernetesVersion
    systemVmSize: systemVmSize
    systemNodes: systemNodes
    gpuPools: gpuPools
    dataCollectionRuleId: monitoring.outputs.dataCollectionRuleId
  }
}

module identities 'modules/identities.bicep' = {
  params: {
    name: name
    location: location
  }
}

module trust 'modules/trust.bicep' = {
  params: {
    issuerUrl: cluster.outputs.issuerUrl
    workerIdentityName: identities.outputs.workerName
    workerSubject: 'system:serviceaccount:${releaseNamespace}:${releaseServiceAccount}'
    scalerIdentityName: identities.outputs.scalerName
  }
}

module registry 'modules/registry.bicep' = {
  params: {
    name: name
    location: location
    pullerPrincipalId: cluster.outputs.kubeletPrincipalId
  }
}

module alerts 'modules/alerts.bicep' = {
  params: {
    name: name
    location: location
    workspaceId: monitoring.outputs.workspaceId
    clusterName: cluster.outputs.clusterName
    email: alertEmail
    runbookBaseUrl: runbookBaseUrl
  }
}

module redis 'modules/redis.bicep' = if (managedRedis) {
  params: {
    name: name
    location: location
  }
}

@description('For az aks get-credentials.')
output clusterName string = cluster.outputs.clusterName

@description('For images.registry.')
output registry string = registry.outputs.loginServer

@description('For store.accountUrl.')
output storeUrl string = store.outputs.url

@description('For workloadIdentity.clientId.')
output workerClientId string = identities.outputs.workerClientId

@description('For autoscaling.prometheus.url.')
output prometheusUrl string = monitoring.outputs.queryUrl

@description('For autoscaling.prometheus.azureIdentityClientId.')
output scalerClientId string = identities.outputs.scalerClientId

@description('Open it in a browser.')
output grafanaUrl string = monitoring.outputs.grafanaUrl

@description('For az grafana dashboard import.')
output grafanaName string = monitoring.outputs.grafanaName

@description('For az redisenterprise database list-keys; empty without managedRedis.')
output redisName string = redis.?outputs.clusterName ?? ''

@description('HOST:PORT of the managed Redis; empty without managedRedis.')
output redisAddress string = redis.?outputs.address ?? ''
