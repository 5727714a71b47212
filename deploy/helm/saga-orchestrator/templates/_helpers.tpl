{{- define "saga.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- /* Short enough for the number of a pod behind it. */ -}}
{{- define "saga.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- else if contains (include "saga.name" .) .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "saga.name" .) | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "saga.selector" -}}
app.kubernetes.io/name: {{ include "saga.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "saga.labels" -}}
{{ include "saga.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/component: orchestrator
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "saga.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "saga.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "saga.image" -}}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) -}}
{{- end -}}

{{- /* Values that only make sense together; each message says what to set. */ -}}
{{- define "saga.checked" -}}
{{- $http := .Values.http -}}
{{- if and (not $http.tokensSecret.name) (not $http.oidc.issuer) -}}
{{- fail "Expected http.tokensSecret.name or http.oidc.issuer: HTTP is reachable within the cluster, and must know who asks" -}}
{{- end -}}
{{- $definitions := .Values.definitions -}}
{{- $sources := 0 -}}
{{- if $definitions.image.repository }}{{ $sources = add1 $sources }}{{ end -}}
{{- if $definitions.existingClaim }}{{ $sources = add1 $sources }}{{ end -}}
{{- if $definitions.volume }}{{ $sources = add1 $sources }}{{ end -}}
{{- if gt (int $sources) 1 -}}
{{- fail "Expected one of definitions.image, definitions.existingClaim and definitions.volume" -}}
{{- end -}}
{{- if and .Values.kafka.sasl.mechanism (not .Values.kafka.sasl.secret.name) -}}
{{- fail "Expected kafka.sasl.secret.name with kafka.sasl.mechanism" -}}
{{- end -}}
{{- end -}}

{{- define "saga.hasDefinitions" -}}
{{- if or .Values.definitions.image.repository .Values.definitions.existingClaim .Values.definitions.volume -}}true{{- end -}}
{{- end -}}

{{- /* The login module of a mechanism. */ -}}
{{- define "saga.loginModule" -}}
{{- if hasPrefix "SCRAM" .Values.kafka.sasl.mechanism -}}
org.apache.kafka.common.security.scram.ScramLoginModule
{{- else -}}
org.apache.kafka.common.security.plain.PlainLoginModule
{{- end -}}
{{- end -}}
