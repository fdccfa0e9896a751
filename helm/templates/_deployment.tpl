{{- /* The nodes that are there for the same: .root, .name, .component, .roles, and what .of says (replicas, resources, autoscaling). */ -}}
{{- define "firstlight.deployment" -}}
{{- $values := .root.Values -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .name }}
  labels:
    {{- include "firstlight.labels" .root | nindent 4 }}
    app.kubernetes.io/component: {{ .component }}
spec:
  {{- if not .of.autoscaling.enabled }}
  replicas: {{ .of.replicas }}
  {{- end }}
  selector:
    matchLabels:
      {{- include "firstlight.nodes" .root | nindent 6 }}
      app.kubernetes.io/component: {{ .component }}
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 1
      # A new node is ready before an old one goes.
      maxUnavailable: 0
  template:
    metadata:
      labels:
        {{- include "firstlight.nodes" .root | nindent 8 }}
        app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
        app.kubernetes.io/component: {{ .component }}
        {{- range .roles }}
        firstlight.dev/{{ . }}: "true"
        {{- end }}
        {{- with $values.podLabels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      annotations:
        # Nodes read settings at their start: they start anew when those change.
        checksum/settings: {{ toJson (list $values.secrets.values $values.files.values $values.database) | sha256sum | trunc 8 }}
        {{- with $values.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      serviceAccountName: {{ include "firstlight.serviceAccount" .root }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      # Serving on, the server's own twenty seconds, and some to spare.
      terminationGracePeriodSeconds: {{ add $values.drain.seconds 25 }}
      securityContext:
        {{- include "firstlight.podSecurity" .root | nindent 8 }}
      {{- include "firstlight.pullSecrets" .root | nindent 6 }}
      containers:
        - name: server
          image: {{ include "firstlight.image" .root | quote }}
          imagePullPolicy: {{ $values.image.pullPolicy }}
          ports:
            - name: http
              containerPort: 8080
            - name: management
              containerPort: 9000
          env:
            {{- if include "firstlight.relay" .root }}
            - name: FIRSTLIGHT_RELAY_DIRECTORY
              value: /tmp/relay
            {{- else }}
            {{- include "firstlight.databaseSettings" (dict "root" .root "secret" (include "firstlight.database.secret" .root)) | nindent 12 }}
            {{- end }}
            - name: FIRSTLIGHT_SERVER_ROLES
              value: {{ join "," .roles | quote }}
            # So that metrics can be scraped; see the NetworkPolicy for by whom.
            - name: QUARKUS_MANAGEMENT_HOST
              value: "0.0.0.0"
            {{- if $values.migration.job }}
            - name: QUARKUS_FLYWAY_MIGRATE_AT_START
              value: "false"
            {{- end }}
            {{- with $values.publicUrl }}
            - name: FIRSTLIGHT_ACCESS_PUBLIC_URL
              value: {{ . | quote }}
            {{- end }}
            {{- with include "firstlight.redis.url" .root }}
            - name: FIRSTLIGHT_REDIS_URL
              value: {{ . | quote }}
            {{- end }}
            {{- with $values.redis.caFile }}
            - name: FIRSTLIGHT_REDIS_CA
              value: /etc/firstlight/{{ . }}
            {{- end }}
            {{- range $name, $value := $values.settings }}
            - name: {{ $name }}
              value: {{ $value | quote }}
            {{- end }}
          {{- with include "firstlight.secrets.name" .root }}
          envFrom:
            - secretRef:
                name: {{ . }}
          {{- end }}
          lifecycle:
            preStop:
              sleep:
                seconds: {{ $values.drain.seconds }}
          startupProbe:
            httpGet:
              path: /q/health/started
              port: http
            periodSeconds: 2
            failureThreshold: 60
          readinessProbe:
            httpGet:
              path: /q/health/ready
              port: http
            periodSeconds: 5
            timeoutSeconds: 3
          livenessProbe:
            httpGet:
              path: /q/health/live
              port: http
            periodSeconds: 10
            timeoutSeconds: 5
          resources:
            {{- toYaml .of.resources | nindent 12 }}
          securityContext:
            {{- include "firstlight.containerSecurity" .root | nindent 12 }}
          volumeMounts:
            {{- include "firstlight.volumeMounts" .root | nindent 12 }}
            {{- if not (include "firstlight.relay" .root) }}
            {{- include "firstlight.databaseMount" . | nindent 12 }}
            {{- end }}
      volumes:
        {{- include "firstlight.volumes" .root | nindent 8 }}
        {{- if not (include "firstlight.relay" .root) }}
        {{- include "firstlight.databaseVolume" (dict "secret" (include "firstlight.database.secret" .root)) | nindent 8 }}
        {{- end }}
      {{- with include "firstlight.spread" (dict "root" .root "component" .component) }}
      topologySpreadConstraints:
        {{- . | nindent 8 }}
      {{- end }}
      {{- include "firstlight.placement" .root | nindent 6 }}
{{- end }}

{{- /* How many of them there are, and how many may be away. */ -}}
{{- define "firstlight.number" -}}
{{- with .of.autoscaling }}
{{- if .enabled }}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ $.name }}
  labels:
    {{- include "firstlight.labels" $.root | nindent 4 }}
    app.kubernetes.io/component: {{ $.component }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ $.name }}
  minReplicas: {{ .min }}
  maxReplicas: {{ .max }}
  metrics:
    {{- if .cpuPercent }}
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: {{ .cpuPercent }}
    {{- end }}
    {{- if .streamsPerPod }}
    - type: Pods
      pods:
        metric:
          name: firstlight_streams_open
        target:
          type: AverageValue
          averageValue: {{ .streamsPerPod | quote }}
    {{- end }}
  behavior:
    scaleDown:
      # Each node that goes sends its streams to the others: one at a time, and not for a short calm.
      stabilizationWindowSeconds: 600
      policies:
        - type: Pods
          value: 1
          periodSeconds: 120
{{- end }}
{{- end }}
{{- if .root.Values.disruption.enabled }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ .name }}
  labels:
    {{- include "firstlight.labels" .root | nindent 4 }}
    app.kubernetes.io/component: {{ .component }}
spec:
  maxUnavailable: {{ .root.Values.disruption.maxUnavailable }}
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "firstlight.nodes" .root | nindent 6 }}
      app.kubernetes.io/component: {{ .component }}
{{- end }}
{{- end }}
