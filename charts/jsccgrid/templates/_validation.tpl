{{- /* What values.schema.json cannot say; every error at once. */ -}}
{{- define "jsccgrid.validate" -}}
{{- $errors := list -}}
{{- $values := .Values -}}
{{- if not $values.images.registry -}}
{{- $errors = append $errors "images.registry: is empty; give the registry you pushed the images to, e.g. example.azurecr.io (infra/docker)" -}}
{{- end -}}
{{- $stores := list -}}
{{- if $values.store.accountUrl -}}{{- $stores = append $stores "accountUrl" -}}{{- end -}}
{{- if $values.store.connectionStringSecret.name -}}{{- $stores = append $stores "connectionStringSecret.name" -}}{{- end -}}
{{- if $values.store.folder.claim -}}{{- $stores = append $stores "folder.claim" -}}{{- end -}}
{{- if gt (len $stores) 1 -}}
{{- $errors = append $errors (printf "store: %s are set together; give one" (join " and " $stores)) -}}
{{- end -}}
{{- if not $stores -}}
{{- $errors = append $errors "store: none of accountUrl, connectionStringSecret.name and folder.claim is set; results need a container of Azure Blob storage or a volume that all pods can write" -}}
{{- end -}}
{{- if and $values.store.folder.subPath (not $values.store.folder.claim) -}}
{{- $errors = append $errors "store.folder: subPath without claim; give the PersistentVolumeClaim it is in" -}}
{{- end -}}
{{- if and $values.store.accountUrl (not $values.workloadIdentity.clientId) -}}
{{- $errors = append $errors "workloadIdentity.clientId: is empty; store.accountUrl is reached by workload identity. Give its client id, or store.connectionStringSecret instead" -}}
{{- end -}}
{{- if and (not $values.redis.bundled) (not $values.redis.external.connectionStringSecret.name) -}}
{{- $errors = append $errors "redis.external.connectionStringSecret.name: is empty although redis.bundled is false; give the Secret with the connection string" -}}
{{- end -}}
{{- if $values.redis.bundled -}}
{{- $redis := include "jsccgrid.merge" (list $values.pod $values.redis.pod) | fromJson -}}
{{- if not (dig "resources" "limits" "memory" "" $redis) -}}
{{- $errors = append $errors "redis.pod.resources.limits.memory: is missing; Redis keeps its data in half of it" -}}
{{- end -}}
{{- end -}}
{{- if and $values.page.ingress.enabled (not $values.page.hosts) -}}
{{- $errors = append $errors "page.ingress: is enabled, but page.hosts is empty; give the names it is for" -}}
{{- end -}}
{{- if and $values.page.httpRoute.enabled (not (and $values.page.hosts $values.page.httpRoute.parentRefs)) -}}
{{- $errors = append $errors "page.httpRoute: is enabled, but page.hosts or parentRefs is empty; give the names it is for and its Gateway" -}}
{{- end -}}
{{- $clusterId := include "jsccgrid.clusterId" . -}}
{{- if and $values.control.kubernetesHosting (not (regexMatch "^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$" $clusterId)) -}}
{{- $errors = append $errors (printf "cluster.id: %s cannot be a label, which control.kubernetesHosting makes of it; give at most 63 characters that begin and end with a letter or digit" $clusterId) -}}
{{- end -}}
{{- $poolNames := list -}}
{{- range $index, $pool := $values.pools -}}
{{- $where := printf "pools[%d] (%s)" $index $pool.name -}}
{{- if has $pool.name $poolNames -}}
{{- $errors = append $errors (printf "%s: the name is used twice; give each pool its own" $where) -}}
{{- end -}}
{{- $poolNames = append $poolNames $pool.name -}}
{{- if and (not $pool.gpus) $pool.slotsPerGpu -}}
{{- $errors = append $errors (printf "%s: slotsPerGpu without gpus; give gpus, or slots for a pool of processors" $where) -}}
{{- end -}}
{{- if and $pool.gpus $pool.slots -}}
{{- $errors = append $errors (printf "%s: slots with gpus; a GPU pool has gpus x slotsPerGpu slots" $where) -}}
{{- end -}}
{{- if and (hasKey $pool "gpuResource") (not $pool.gpuResource) -}}
{{- $sections := list $values.pod $values.workers.pod (default dict $pool.pod) -}}
{{- if not (include "jsccgrid.merge" $sections | fromJson).resourceClaims -}}
{{- $errors = append $errors (printf "%s: gpuResource is empty and pod.resourceClaims too; one of them brings the GPUs" $where) -}}
{{- end -}}
{{- end -}}
{{- with $pool.autoscaling -}}
{{- if hasKey $pool "replicas" -}}
{{- $errors = append $errors (printf "%s: replicas and autoscaling are both set; give one" $where) -}}
{{- end -}}
{{- if lt (int .maxReplicas) (int (default 0 .minReplicas)) -}}
{{- $errors = append $errors (printf "%s: autoscaling.maxReplicas %d is less than minReplicas %d" $where (int .maxReplicas) (int .minReplicas)) -}}
{{- end -}}
{{- if not $values.autoscaling.prometheus.url -}}
{{- $errors = append $errors (printf "%s: autoscales, but autoscaling.prometheus.url is empty; give the address KEDA queries for the queue's depth" $where) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $dataNames := list -}}
{{- range $index, $data := $values.dataSets -}}
{{- if has $data.name $dataNames -}}
{{- $errors = append $errors (printf "dataSets[%d] (%s): the name is used twice; give each data set its own" $index $data.name) -}}
{{- end -}}
{{- $dataNames = append $dataNames $data.name -}}
{{- end -}}
{{- $submissionNames := list -}}
{{- range $index, $submission := $values.submissions -}}
{{- $where := printf "submissions[%d] (%s)" $index $submission.name -}}
{{- if has $submission.name $submissionNames -}}
{{- $errors = append $errors (printf "%s: the name is used twice; give each submission its own" $where) -}}
{{- end -}}
{{- $submissionNames = append $submissionNames $submission.name -}}
{{- if and (not $submission.dataSet) (ne $submission.grid "demo") -}}
{{- $errors = append $errors (printf "%s: dataSet is missing; only the grid demo has one of its own" $where) -}}
{{- end -}}
{{- if and $submission.dataSet (not (has $submission.dataSet $dataNames)) -}}
{{- $errors = append $errors (printf "%s: dataSet %s is not one of dataSets: %s" $where $submission.dataSet (default "there are none" (join ", " $dataNames))) -}}
{{- end -}}
{{- end -}}
{{- if $errors -}}
{{- fail (printf "\n\nValues do not fit together:\n  - %s\n" (join "\n  - " $errors)) -}}
{{- end -}}
{{- end -}}
