{{- define "firstlight.labels" -}}
{{ include "firstlight.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- /* All that is the chart's, of this release. */ -}}
{{- define "firstlight.selector" -}}
app.kubernetes.io/name: firstlight
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- /* Nodes, and no job, database or test; servers are told apart by what they are for. */ -}}
{{- define "firstlight.nodes" -}}
{{ include "firstlight.selector" . }}
firstlight.dev/node: "true"
{{- end }}

{{- define "firstlight.image" -}}
{{- with .Values.image -}}
{{- if .digest }}{{ .repository }}@{{ .digest }}{{ else }}{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}{{ end }}
{{- end -}}
{{- end }}

{{- define "firstlight.serviceAccount" -}}
{{- if .Values.serviceAccount.create }}{{ .Values.serviceAccount.name | default .Release.Name }}{{ else }}{{ .Values.serviceAccount.name | default "default" }}{{ end }}
{{- end }}

{{- /* Something where these nodes are a relay, which has no database. */ -}}
{{- define "firstlight.relay" -}}
{{- if has "relay" .Values.roles }}yes{{ end }}
{{- end }}

{{- define "firstlight.database.url" -}}
{{- if eq .Values.database.from "cloudnativepg" -}}
postgresql://{{ .Release.Name }}-database-rw:5432/firstlight
{{- else if eq .Values.database.from "trial" -}}
postgresql://{{ .Release.Name }}-database:5432/firstlight
{{- else -}}
{{ required "database.url: the address of PostgreSQL, e.g. postgresql://db:5432/firstlight" .Values.database.url }}
{{- end -}}
{{- end }}

{{- define "firstlight.database.secret" -}}
{{- if eq .Values.database.from "cloudnativepg" }}{{ .Release.Name }}-database-app
{{- else if .Values.database.password }}{{ .Release.Name }}-database
{{- else }}{{ required "database.secret: a Secret with username and password, or database.password" .Values.database.secret }}
{{- end }}
{{- end }}

{{- define "firstlight.redis.url" -}}
{{- if .Values.valkey.enabled }}redis://{{ .Release.Name }}-valkey:6379{{ else }}{{ .Values.redis.url }}{{ end }}
{{- end }}

{{- /* The port of an address, or the one that its kind has. */ -}}
{{- define "firstlight.port" -}}
{{- regexFind ":[0-9]+(/|$)" .url | trimPrefix ":" | trimSuffix "/" | default .otherwise }}
{{- end }}

{{- define "firstlight.secrets.name" -}}
{{- if .Values.secrets.values }}{{ .Release.Name }}-settings{{ else }}{{ .Values.secrets.existing }}{{ end }}
{{- end }}

{{- define "firstlight.files.name" -}}
{{- if .Values.files.values }}{{ .Release.Name }}-files{{ else }}{{ .Values.files.existing }}{{ end }}
{{- end }}
