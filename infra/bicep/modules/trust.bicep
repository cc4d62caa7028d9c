metadata description = 'Lets service accounts of the cluster act as the identities.'

param issuerUrl string
param workerIdentityName string

@description('system:serviceaccount:NAMESPACE:NAME')
param workerSubject string

param scalerIdentityName string

var audience = 'api://AzureADTokenExchange'

resource worker 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: workerIdentityName

  resource release 'federatedIdentityCredentials' = {
    name: 'release'
    properties: {
      issuer: issuerUrl
      subject: workerSubject
      audiences: [audience]
    }
  }
}

resource scaler 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: scalerIdentityName

  resource keda 'federatedIdentityCredentials' = {
    name: 'keda'
    properties: {
      issuer: issuerUrl
      // The add-on's operator asks Prometheus.
      subject: 'system:serviceaccount:kube-system:keda-operator'
      audiences: [audience]
    }
  }
}
