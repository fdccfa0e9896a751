{{- define "firstlight.labels" -}}
app.kubernetes.io/name: firstlight
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "firstlight.selector" -}}
app.kubernetes.io/name: firstlight
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}
