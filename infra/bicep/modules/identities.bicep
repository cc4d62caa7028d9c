metadata description = 'Whom pods are towards Azure: one identity for silos and workers, one for KEDA.'

param name string
param location string

resource worker 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-worker'
  location: location
}

resource scaler 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-scaler'
  location: location
}

output workerName string = worker.name
output workerClientId string = worker.properties.clientId
output workerPrincipalId string = worker.properties.principalId
output scalerName string = scaler.name
output scalerClientId string = scaler.properties.clientId
output scalerPrincipalId string = scaler.properties.principalId
