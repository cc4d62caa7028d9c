{{- define "jsccgrid.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 36 | trimSuffix "-" -}}
{{- end -}}

{{- define "jsccgrid.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 36 | trimSuffix "-" -}}
{{- else if contains (include "jsccgrid.name" .) .Release.Name -}}
{{- .Release.Name | trunc 36 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "jsccgrid.name" .) | trunc 36 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- /* What tells this release's pods from all others; immutable in selectors. */ -}}
{{- define "jsccgrid.selectorLabels" -}}
app.kubernetes.io/name: {{ include "jsccgrid.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "jsccgrid.labels" -}}
{{ include "jsccgrid.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- /* Pods with this label may reach the gateways of control silos, and Redis. */ -}}
{{- define "jsccgrid.clientLabel" -}}
jsccgrid.io/client: "true"
{{- end -}}

{{- /* Image reference. Arguments: root, image (repository, digest). */ -}}
{{- define "jsccgrid.image" -}}
{{- $tag := default .root.Chart.AppVersion .root.Values.images.tag -}}
{{- $digest := ternary (printf "@%s" .image.digest) "" (ne .image.digest "") -}}
{{- printf "%s/%s:%s%s" (trimSuffix "/" .root.Values.images.registry) .image.repository $tag $digest -}}
{{- end -}}

{{- /* Host name of the bundled Redis and name of the Secret with its password. */ -}}
{{- define "jsccgrid.redisName" -}}{{ include "jsccgrid.fullname" . }}-redis{{- end -}}
{{- define "jsccgrid.redisSecret" -}}
{{- default (include "jsccgrid.redisName" .) .Values.redis.auth.existingSecret -}}
{{- end -}}

{{- define "jsccgrid.probes" -}}
startupProbe:
  httpGet:
    path: /health/live
    port: http
  periodSeconds: 2
  failureThreshold: 90
livenessProbe:
  httpGet:
    path: /health/live
    port: http
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet:
    path: /health/ready
    port: http
  periodSeconds: 5
  # Its checks take 5 s at most.
  timeoutSeconds: 6
  failureThreshold: 3
{{- end -}}

{{- /* Orleans' id of the cluster. */ -}}
{{- define "jsccgrid.clusterId" -}}
{{- default (include "jsccgrid.fullname" .) .Values.cluster.id -}}
{{- end -}}

{{- /* Where cluster and store are: for silos, workers and the command line alike. */ -}}
{{- define "jsccgrid.connectionEnv" -}}
- name: JsccGrid__Cluster__Id
  value: {{ include "jsccgrid.clusterId" . | quote }}
{{- if .Values.redis.bundled }}
- name: REDIS_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ include "jsccgrid.redisSecret" . }}
      key: {{ ternary .Values.redis.auth.key "password" (ne .Values.redis.auth.existingSecret "") }}
- name: JsccGrid__Cluster__Redis
  value: {{ printf "%s:6379,password=$(REDIS_PASSWORD)" (include "jsccgrid.redisName" .) | quote }}
{{- else }}
- name: JsccGrid__Cluster__Redis
  valueFrom:
    secretKeyRef:
      name: {{ .Values.redis.external.connectionStringSecret.name }}
      key: {{ .Values.redis.external.connectionStringSecret.key }}
{{- end }}
{{- if .Values.store.folder.claim }}
- name: JsccGrid__Store__Folder
  value: {{ include "jsccgrid.storeFolder" . }}
{{- else if .Values.store.accountUrl }}
- name: JsccGrid__Store__AccountUrl
  value: {{ .Values.store.accountUrl | quote }}
{{- else }}
- name: JsccGrid__Store__ConnectionString
  valueFrom:
    secretKeyRef:
      name: {{ .Values.store.connectionStringSecret.name }}
      key: {{ .Values.store.connectionStringSecret.key }}
{{- end }}
{{- if not .Values.store.folder.claim }}
- name: JsccGrid__Store__Container
  value: {{ .Values.store.container | quote }}
{{- end }}
{{- end -}}

{{- /* A store that is a folder: where pods have it. */ -}}
{{- define "jsccgrid.storeFolder" -}}/store{{- end -}}

{{- define "jsccgrid.storeMounts" -}}
{{- if .Values.store.folder.claim -}}
- name: store
  mountPath: {{ include "jsccgrid.storeFolder" . }}
  {{- with .Values.store.folder.subPath }}
  subPath: {{ . }}
  {{- end }}
{{- end }}
{{- end -}}

{{- define "jsccgrid.storeVolumes" -}}
{{- with .Values.store.folder.claim -}}
- name: store
  persistentVolumeClaim:
    claimName: {{ . }}
{{- end }}
{{- end -}}

{{- /* By these labels Orleans finds the pods of its silos; the service is the program's (OneMachineHost.ServiceId). */ -}}
{{- define "jsccgrid.orleansLabels" -}}
orleans/serviceId: jsccgrid
orleans/clusterId: {{ include "jsccgrid.clusterId" . | quote }}
{{- end -}}

{{- define "jsccgrid.orleansEnv" -}}
- name: JsccGrid__Cluster__Kubernetes
  value: "true"
- name: POD_NAME
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: POD_NAMESPACE
  valueFrom:
    fieldRef:
      fieldPath: metadata.namespace
- name: POD_IP
  valueFrom:
    fieldRef:
      fieldPath: status.podIP
- name: ORLEANS_SERVICE_ID
  valueFrom:
    fieldRef:
      fieldPath: metadata.labels['orleans/serviceId']
- name: ORLEANS_CLUSTER_ID
  valueFrom:
    fieldRef:
      fieldPath: metadata.labels['orleans/clusterId']
{{- end -}}

{{- define "jsccgrid.telemetryEnv" -}}
{{- with .Values.monitoring.otlpEndpoint -}}
- name: OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ . | quote }}
{{- end }}
{{- end -}}

{{- define "jsccgrid.http" -}}
- name: ASPNETCORE_URLS
  value: "http://+:8080"
{{- end -}}

{{- /* Names that the live page answers to: the Service's and those of page.hosts. */ -}}
{{- define "jsccgrid.hosts" -}}
{{- $service := include "jsccgrid.fullname" . -}}
{{- $namespaced := printf "%s.%s" $service .Release.Namespace -}}
{{- $names := list $service $namespaced (printf "%s.svc" $namespaced) (printf "%s.svc.cluster.local" $namespaced) -}}
{{- concat $names .Values.page.hosts | join "," -}}
{{- end -}}

{{- /* Slots of a worker of a pool: its GPUs' or, without any, its processors'. */ -}}
{{- define "jsccgrid.slots" -}}
{{- if .gpus -}}{{ mul .gpus (default 1 .slotsPerGpu) }}{{- else -}}{{ default 1 .slots }}{{- end -}}
{{- end -}}
