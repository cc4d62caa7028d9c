metadata description = 'The registry of the images, which the nodes may pull from.'

param name string
param location string

@description('The kubelets.')
param pullerPrincipalId string

// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/containers
var acrPull = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: '${replace(name, '-', '')}${uniqueString(resourceGroup().id)}'
  location: location
  sku: {
    // The CUDA image is several GB; Basic is throttled.
    name: 'Standard'
  }
  properties: {
    adminUserEnabled: false
  }
}

resource pull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, pullerPrincipalId, acrPull)
  scope: registry
  properties: {
    principalId: pullerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: acrPull
  }
}

output loginServer string = registry.properties.loginServer
