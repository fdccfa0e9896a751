{{- /* Pod Security "restricted", and nothing to write to but /tmp. */ -}}
{{- define "firstlight.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "firstlight.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- /* Where the database is, and as whom; .secret has the user. */ -}}
{{- define "firstlight.databaseSettings" -}}
- name: FIRSTLIGHT_DATABASE_URL
  value: {{ include "firstlight.database.url" .root | quote }}
- name: FIRSTLIGHT_DATABASE_USERNAME
  valueFrom:
    secretKeyRef:
      name: {{ .secret }}
      key: username
# A file is read whenever a connection opens: a new password needs no new pods.
- name: FIRSTLIGHT_DATABASE_PASSWORD_FILE
  value: /etc/firstlight-database/password
{{- with .root.Values.database.caFile }}
- name: FIRSTLIGHT_DATABASE_CA
  value: /etc/firstlight/{{ . }}
{{- end }}
{{- end }}

{{- define "firstlight.databaseMount" -}}
- name: database
  mountPath: /etc/firstlight-database
  readOnly: true
{{- end }}

{{- /* The password alone, of the Secret .secret. */ -}}
{{- define "firstlight.databaseVolume" -}}
- name: database
  secret:
    secretName: {{ .secret }}
    defaultMode: 0440
    items:
      - key: password
        path: password
{{- end }}

{{- define "firstlight.volumeMounts" -}}
- name: tmp
  mountPath: /tmp
{{- if include "firstlight.files.name" . }}
- name: files
  mountPath: /etc/firstlight
  readOnly: true
{{- end }}
{{- end }}

{{- define "firstlight.volumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: 256Mi
{{- with include "firstlight.files.name" . }}
- name: files
  secret:
    secretName: {{ . }}
    defaultMode: 0440
{{- end }}
{{- end }}

{{- define "firstlight.pullSecrets" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end }}

{{- /* Over what the pods of a deployment are spread. */ -}}
{{- define "firstlight.spread" -}}
{{- $keys := dict "region" "topology.kubernetes.io/region" "zone" "topology.kubernetes.io/zone" "host" "kubernetes.io/hostname" }}
{{- range $over := list "region" "zone" "host" }}
{{- $how := get $.root.Values.spread $over }}
{{- if ne $how "off" }}
- maxSkew: 1
  topologyKey: {{ get $keys $over }}
  whenUnsatisfiable: {{ eq $how "require" | ternary "DoNotSchedule" "ScheduleAnyway" }}
  labelSelector:
    matchLabels:
      {{- include "firstlight.selector" $.root | nindent 6 }}
      app.kubernetes.io/component: {{ $.component }}
  matchLabelKeys: [pod-template-hash]
{{- end }}
{{- end }}
{{- end }}

{{- define "firstlight.placement" -}}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end }}
