metadata description = 'The chart\'s alerts, as rules of the managed Prometheus.'

param name string
param location string
param workspaceId string
param clusterName string

@description('Empty: nobody is written to.')
param email string

param runbookBaseUrl string

var groups = loadYamlContent('../../../charts/jsccgrid/alerts/jsccgrid.yaml').groups
var severities = {
  critical: 1
  warning: 2
}

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: name
  location: 'global'
  properties: {
    groupShortName: 'jsccgrid'
    enabled: true
    emailReceivers: [
      {
        name: 'operators'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource rules 'Microsoft.AlertsManagement/prometheusRuleGroups@2023-03-01' = [
  for group in groups: {
    name: '${name}-${group.name}'
    location: location
    properties: {
      enabled: true
      clusterName: clusterName
      scopes: [workspaceId]
      interval: 'PT1M'
      rules: map(group.rules, rule => {
        alert: rule.alert
        expression: rule.expr
        for: 'PT${toUpper(rule.for)}'
        enabled: true
        severity: severities[rule.labels.severity]
        labels: rule.labels
        annotations: {
          summary: rule.annotations.summary
          description: rule.annotations.description
          runbook_url: '${runbookBaseUrl}/${last(split(rule.annotations.runbook_url, '/'))}'
        }
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT10M'
        }
        actions: empty(email) ? [] : [{ actionGroupId: people.id }]
      })
    }
  }
]
