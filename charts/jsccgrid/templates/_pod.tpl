{{- /*
Every pod of the release is made here, so that what holds for one holds for all: pull secrets, security, and what the values' pod
sections say. Arguments:
  root       the chart's context
  where      whose pod it is, for errors
  component  its label
  pool       name of its pool, where it has one
  client     whether it may reach gateways and Redis
  account    the service account the chart makes for it
  token      whether it may ask Kubernetes
  layers     pod sections; what stands in a later one goes before
  own        what the component itself needs, as YAML: labels, annotations, container, volumes, and fields of the pod
*/ -}}
{{- define "jsccgrid.podTemplate" -}}
{{- $root := .root -}}
{{- $own := include "jsccgrid.read" .own | fromJson -}}
{{- $pod := include "jsccgrid.merge" (concat (list (default dict $own.defaults) $root.Values.pod) .layers) | fromJson -}}
{{- $labels := include "jsccgrid.componentLabels" . | fromYaml -}}
{{- $template := dict "metadata" (dict "labels" (merge dict (default dict $own.labels) $labels (default dict $pod.labels))) -}}
{{- with merge dict (default dict $own.annotations) (default dict $pod.annotations) -}}
{{- $_ := set $template.metadata "annotations" . -}}
{{- end -}}
{{- $spec := omit $own "labels" "annotations" "container" "volumes" "defaults" -}}
{{- $_ := set $spec "serviceAccountName" (default .account $pod.serviceAccountName) -}}
{{- $_ := set $spec "automountServiceAccountToken" (default false .token) -}}
{{- $_ := set $spec "enableServiceLinks" false -}}
{{- range $key := list "securityContext" "nodeSelector" "affinity" "tolerations" "priorityClassName" "schedulerName" "runtimeClassName" "hostAliases" "resourceClaims" -}}
{{- with get $pod $key -}}
{{- $_ := set $spec $key . -}}
{{- end -}}
{{- end -}}
{{- with $root.Values.images.pullSecrets -}}
{{- $secrets := list -}}
{{- range . -}}{{- $secrets = append $secrets (dict "name" .) -}}{{- end -}}
{{- $_ := set $spec "imagePullSecrets" $secrets -}}
{{- end -}}
{{- with $pod.topologySpreadConstraints -}}
{{- $constraints := list -}}
{{- $same := dict "labelSelector" (dict "matchLabels" (omit $labels "jsccgrid.io/client" "azure.workload.identity/use" "app.kubernetes.io/part-of")) -}}
{{- range . -}}{{- $constraints = append $constraints (merge dict . (ternary dict $same (hasKey . "labelSelector"))) -}}{{- end -}}
{{- $_ := set $spec "topologySpreadConstraints" $constraints -}}
{{- end -}}
{{- $container := $own.container -}}
{{- $_ := set $container "env" (include "jsccgrid.env" (dict "where" .where "own" (default list $container.env) "given" (default list $pod.env)) | fromJsonArray) -}}
{{- with $pod.envFrom -}}{{- $_ := set $container "envFrom" . -}}{{- end -}}
{{- $resources := default dict $pod.resources -}}
{{- if $pod.resourceClaims -}}
{{- $claims := list -}}
{{- range $pod.resourceClaims -}}{{- $claims = append $claims (dict "name" .name) -}}{{- end -}}
{{- $resources = merge (dict "claims" $claims) $resources -}}
{{- end -}}
{{- $_ := set $container "resources" $resources -}}
{{- $_ := set $container "volumeMounts" (concat (default list $container.volumeMounts) (default list $pod.volumeMounts)) -}}
{{- $_ := set $spec "containers" (include "jsccgrid.containers" (dict "root" $root "containers" (prepend (default list $pod.containers) $container)) | fromJsonArray) -}}
{{- with $pod.initContainers -}}
{{- $_ := set $spec "initContainers" (include "jsccgrid.containers" (dict "root" $root "containers" .) | fromJsonArray) -}}
{{- end -}}
{{- with concat (default list $own.volumes) (default list $pod.volumes) -}}{{- $_ := set $spec "volumes" . -}}{{- end -}}
{{- include "jsccgrid.unique" (dict "where" .where "what" "containers" "by" "name" "items" (concat $spec.containers (default list $spec.initContainers))) -}}
{{- include "jsccgrid.unique" (dict "where" .where "what" "volumes" "by" "name" "items" (default list $spec.volumes)) -}}
{{- include "jsccgrid.unique" (dict "where" .where "what" "volumeMounts" "by" "mountPath" "items" $container.volumeMounts) -}}
{{- $_ := set $template "spec" $spec -}}
{{- toYaml $template -}}
{{- end -}}

{{- /* What tells a component's pods from all others, and what they may do. No version among them: an upgrade that changes nothing for a
worker must not restart it. */ -}}
{{- define "jsccgrid.componentLabels" -}}
{{ include "jsccgrid.selectorLabels" .root }}
app.kubernetes.io/component: {{ .component }}
app.kubernetes.io/part-of: jsccgrid
{{- with .pool }}
jsccgrid.io/pool: {{ . | quote }}
{{- end }}
{{- if .client }}
{{ include "jsccgrid.clientLabel" .root }}
{{- if .root.Values.workloadIdentity.clientId }}
azure.workload.identity/use: "true"
{{- end }}
{{- end }}
{{- end -}}

{{- /* Labels of what makes pods: the release's, and those the pods are given. Arguments as above. */ -}}
{{- define "jsccgrid.workloadLabels" -}}
{{- $pod := include "jsccgrid.merge" (concat (list .root.Values.pod) .layers) | fromJson -}}
{{- $labels := dict "app.kubernetes.io/component" .component -}}
{{- with .pool -}}{{- $_ := set $labels "jsccgrid.io/pool" . -}}{{- end -}}
{{- merge $labels (include "jsccgrid.labels" .root | fromYaml) (default dict $pod.labels) | toYaml -}}
{{- end -}}

{{- /* Pod sections as one: of a later one scalars replace, maps are merged, lists are added, and null takes away. */ -}}
{{- define "jsccgrid.merge" -}}
{{- $result := dict -}}
{{- range $layer := . -}}
{{- range $key, $value := $layer -}}
{{- $before := get $result $key -}}
{{- if kindIs "invalid" $value -}}
{{- $_ := unset $result $key -}}
{{- else if kindIs "map" $value -}}
{{- $_ := set $result $key (include "jsccgrid.merge" (list (ternary $before dict (kindIs "map" $before)) $value) | fromJson) -}}
{{- else if and (kindIs "slice" $value) (kindIs "slice" $before) -}}
{{- $_ := set $result $key (concat $before $value) -}}
{{- else -}}
{{- $_ := set $result $key $value -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toJson $result -}}
{{- end -}}

{{- /* The chart's environment variables and given ones, of which the last of a name counts. */ -}}
{{- define "jsccgrid.env" -}}
{{- $where := .where -}}
{{- $own := list -}}
{{- range .own -}}{{- $own = append $own .name -}}{{- end -}}
{{- $given := list -}}
{{- $names := list -}}
{{- range $variable := reverse .given -}}
{{- if has $variable.name $own -}}
{{- fail (printf "\n\n%s: pod.env: %s is set by the chart; leave it out and use the chart's own values" $where $variable.name) -}}
{{- end -}}
{{- if not (has $variable.name $names) -}}
{{- $names = append $names $variable.name -}}
{{- $given = prepend $given $variable -}}
{{- end -}}
{{- end -}}
{{- toJson (concat .own $given) -}}
{{- end -}}

{{- /* None may gain anything; who has to be freer says so. */ -}}
{{- define "jsccgrid.containers" -}}
{{- $root := .root -}}
{{- $result := list -}}
{{- range .containers -}}
{{- $security := dict "allowPrivilegeEscalation" false "readOnlyRootFilesystem" true "capabilities" (dict "drop" (list "ALL")) -}}
{{- $defaults := dict "imagePullPolicy" $root.Values.images.pullPolicy "securityContext" $security -}}
{{- $result = append $result (include "jsccgrid.merge" (list $defaults .) | fromJson) -}}
{{- end -}}
{{- toJson $result -}}
{{- end -}}

{{- define "jsccgrid.unique" -}}
{{- $names := list -}}
{{- $by := .by -}}
{{- range .items -}}
{{- $name := get . $by -}}
{{- if has $name $names -}}
{{- fail (printf "\n\n%s: pod.%s: %s is there twice; the chart has one, or two sections give it" $.where $.what $name) -}}
{{- end -}}
{{- $names = append $names $name -}}
{{- end -}}
{{- end -}}

{{- /* YAML of the chart's own, as JSON; helm would otherwise go on with what it could not read. */ -}}
{{- define "jsccgrid.read" -}}
{{- $read := fromYaml . -}}
{{- if hasKey $read "Error" -}}{{- fail (printf "%s\n%s" $read.Error .) -}}{{- end -}}
{{- toJson $read -}}
{{- end -}}
