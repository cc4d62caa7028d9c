metadata description = 'The store: a storage account without keys or public access, and the one container that must be kept.'

param name string
param location string
param redundancy string

@description('Silos and workers.')
param writerPrincipalId string

@description('People.')
param readerIds string[]

@allowed(['User', 'Group'])
param readerType string

var containerName = 'jsccgrid'
// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/storage
var blobDataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)
var blobDataReader = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
)

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: take(toLower('${replace(name, '-', '')}${uniqueString(resourceGroup().id)}'), 24)
  location: location
  kind: 'StorageV2'
  sku: {
    name: redundancy
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      // A deleted result comes back for a week.
      deleteRetentionPolicy: {
        enabled: true
        days: 7
      }
      containerDeleteRetentionPolicy: {
        enabled: true
        days: 7
      }
    }

    resource container 'containers' = {
      name: containerName
      properties: {
        publicAccess: 'None'
      }
    }
  }
}

resource writer 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account::blobs::container.id, writerPrincipalId, blobDataContributor)
  scope: account::blobs::container
  properties: {
    principalId: writerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: blobDataContributor
  }
}

resource readers 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for id in readerIds: {
    name: guid(account::blobs::container.id, id, blobDataReader)
    scope: account::blobs::container
    properties: {
      principalId: id
      principalType: readerType
      roleDefinitionId: blobDataReader
    }
  }
]

output url string = 'https://${account.name}.blob.${environment().suffixes.storage}'
