{{- /* What a schema cannot say: values that do not go together. */ -}}
{{- define "firstlight.checks" -}}
{{- if and .Values.secrets.existing .Values.secrets.values }}
{{- fail "secrets.existing and secrets.values: give one of them" }}
{{- end }}
{{- if and .Values.files.existing .Values.files.values }}
{{- fail "files.existing and files.values: give one of them" }}
{{- end }}
{{- if and .Values.redis.url .Values.valkey.enabled }}
{{- fail "redis.url and valkey.enabled: give one of them" }}
{{- end }}
{{- if and .Values.metrics.podMonitor .Values.metrics.serviceMonitor }}
{{- fail "metrics.podMonitor and metrics.serviceMonitor: every pod would be asked twice; give one of them" }}
{{- end }}
{{- if and (include "firstlight.relay" .) (gt (len .Values.roles) 1) }}
{{- fail "roles: a relay is nothing besides" }}
{{- end }}
{{- if and (include "firstlight.relay" .) (not .Values.settings.FIRSTLIGHT_RELAY_UPSTREAM) }}
{{- fail "settings.FIRSTLIGHT_RELAY_UPSTREAM: a relay has to know whom it follows" }}
{{- end }}
{{- if and (include "firstlight.relay" .) (or .Values.migration.job (ne .Values.database.from "address")) }}
{{- fail "database.from and migration.job: a relay has no database" }}
{{- end }}
{{- if and .Values.delivery.apart (not (has "delivery" .Values.roles)) }}
{{- fail "delivery.apart: these nodes are not there for delivery, which \"roles\" has to name first" }}
{{- end }}
{{- if and .Values.delivery.apart (eq (len .Values.roles) 1) }}
{{- fail "delivery.apart: the other nodes would be there for nothing; let \"roles\" name more than delivery, or leave it" }}
{{- end }}
{{- if and .Values.migration.job (ne .Values.database.from "address") }}
{{- fail "migration.job: the database has to be there before the chart is; use database.from=address" }}
{{- end }}
{{- if and .Values.migration.job .Values.database.password }}
{{- fail "migration.job: the job runs before the chart's Secrets are there; name one by database.secret, not database.password" }}
{{- end }}
{{- if and .Values.migration.job .Values.files.values }}
{{- fail "migration.job: the job runs before the chart's Secrets are there; name one by files.existing, not files.values" }}
{{- end }}
{{- if and (or .Values.database.caFile .Values.redis.caFile) (not (include "firstlight.files.name" .)) }}
{{- fail "database.caFile and redis.caFile name a key of \"files\"; give files.existing or files.values" }}
{{- end }}
{{- if and (eq .Values.database.from "trial") (not .Values.database.password) (not .Values.database.secret) }}
{{- fail "database.password: the trial database needs one" }}
{{- end }}
{{- range list .Values.autoscaling .Values.delivery.autoscaling }}
{{- if and .enabled (lt (int .max) (int .min)) }}
{{- fail "autoscaling.max: this is less than autoscaling.min" }}
{{- end }}
{{- if and .enabled (not .cpuPercent) (not .streamsPerPod) }}
{{- fail "autoscaling.cpuPercent or autoscaling.streamsPerPod: give what the number of nodes follows" }}
{{- end }}
{{- end }}
{{- end }}
