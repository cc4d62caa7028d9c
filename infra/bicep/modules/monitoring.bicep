metadata description = 'Managed Prometheus and Grafana.'

param name string
param location string

@description('KEDA, which asks for the depth of the queue.')
param readerPrincipalId string

@description('People who administer Grafana.')
param operatorIds string[]

@allowed(['User', 'Group'])
param operatorType string

// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/monitor
var monitoringDataReader = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'b0d8363b-8ddd-447d-831f-62ca05bff136'
)
var grafanaAdmin = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '22926164-76b3-42b3-bc55-97df8dab3e41'
)
var stream = 'Microsoft-PrometheusMetrics'
var destination = 'workspace'

resource workspace 'Microsoft.Monitor/accounts@2023-04-03' = {
  name: name
  location: location
}

resource endpoint 'Microsoft.Insights/dataCollectionEndpoints@2023-03-11' = {
  name: '${name}-prometheus'
  location: location
  kind: 'Linux'
  properties: {}
}

resource rule 'Microsoft.Insights/dataCollectionRules@2023-03-11' = {
  name: '${name}-prometheus'
  location: location
  kind: 'Linux'
  properties: {
    dataCollectionEndpointId: endpoint.id
    dataSources: {
      prometheusForwarder: [
        {
          name: 'cluster'
          streams: [stream]
          labelIncludeFilter: {}
        }
      ]
    }
    destinations: {
      monitoringAccounts: [
        {
          name: destination
          accountResourceId: workspace.id
        }
      ]
    }
    dataFlows: [
      {
        streams: [stream]
        destinations: [destination]
      }
    ]
  }
}

resource grafana 'Microsoft.Dashboard/grafana@2023-09-01' = {
  name: take('${name}-${uniqueString(resourceGroup().id)}', 23)
  location: location
  sku: {
    name: 'Standard'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    apiKey: 'Disabled'
    grafanaIntegrations: {
      azureMonitorWorkspaceIntegrations: [
        {
          azureMonitorWorkspaceResourceId: workspace.id
        }
      ]
    }
  }
}

resource grafanaReads 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(workspace.id, grafana.id, monitoringDataReader)
  scope: workspace
  properties: {
    principalId: grafana.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: monitoringDataReader
  }
}

resource scalerReads 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(workspace.id, readerPrincipalId, monitoringDataReader)
  scope: workspace
  properties: {
    principalId: readerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: monitoringDataReader
  }
}

resource operators 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for id in operatorIds: {
    name: guid(grafana.id, id, grafanaAdmin)
    scope: grafana
    properties: {
      principalId: id
      principalType: operatorType
      roleDefinitionId: grafanaAdmin
    }
  }
]

output workspaceId string = workspace.id
output queryUrl string = workspace.properties.metrics.prometheusQueryEndpoint
output dataCollectionRuleId string = rule.id
output grafanaName string = grafana.name
output grafanaUrl string = grafana.properties.endpoint
