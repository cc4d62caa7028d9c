{{- /* What values.schema.json cannot say; every error at once. */ -}}
{{- define "jsccgrid.validate" -}}
{{- $errors := list -}}
{{- $values := .Values -}}
{{- if not $values.images.registry -}}
{{- $errors = append $errors "images.registry: is empty; give the registry you pushed the images to, e.g. example.azurecr.io (infra/docker)" -}}
{{- end -}}
{{- if and $values.store.accountUrl $values.store.connectionStringSecret.name -}}
{{- $errors = append $errors "store: accountUrl and connectionStringSecret.name are both set; give one" -}}
{{- end -}}
{{- if not (or $values.store.accountUrl $values.store.connectionStringSecret.name) -}}
{{- $errors = append $errors "store: neither accountUrl nor connectionStringSecret.name is set; results need a container of Azure Blob storage" -}}
{{- end -}}
{{- if and $values.store.accountUrl (not $values.workloadIdentity.clientId) -}}
{{- $errors = append $errors "workloadIdentity.clientId: is empty; store.accountUrl is reached by workload identity. Give its client id, or store.connectionStringSecret instead" -}}
{{- end -}}
{{- if and (not $values.redis.bundled) (not $values.redis.external.connectionStringSecret.name) -}}
{{- $errors = append $errors "redis.external.connectionStringSecret.name: is empty although redis.bundled is false; give the Secret with the connection string" -}}
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
