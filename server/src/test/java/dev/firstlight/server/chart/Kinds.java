package dev.firstlight.server.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The kinds of objects, as Kubernetes and its operators define them; a field that they do not have is a problem. */
final class Kinds {

    static final Map<String, Class<?>> MODELS = Map.ofEntries(
            Map.entry("v1 Pod", Pod.class),
            Map.entry("v1 Secret", Secret.class),
            Map.entry("v1 Service", Service.class),
            Map.entry("v1 ServiceAccount", ServiceAccount.class),
            Map.entry("apps/v1 Deployment", Deployment.class),
            Map.entry("apps/v1 StatefulSet", StatefulSet.class),
            Map.entry("autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("batch/v1 Job", Job.class),
            Map.entry("gateway.networking.k8s.io/v1 GRPCRoute", GRPCRoute.class),
            Map.entry("gateway.networking.k8s.io/v1 HTTPRoute", HTTPRoute.class),
            Map.entry("networking.k8s.io/v1 Ingress", Ingress.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
            Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("monitoring.coreos.com/v1 PodMonitor", PodMonitor.class),
            Map.entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class),
            Map.entry("monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class));

    /** Of operators for which there is no model, what we use of them. */
    static final Map<String, String> SCHEMAS = Map.of("postgresql.cnpg.io/v1 Cluster", "/chart/cluster.json");

    private static final ObjectMapper JSON = mapper();

    private Kinds() {}

    /** A number is no string, nor is a string a number. */
    private static ObjectMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
        for (CoercionInputShape shape :
                List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
            mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
        return mapper;
    }

    static String of(JsonNode object) {
        return object.path("apiVersion").asText() + " " + object.path("kind").asText();
    }

    /** What Kubernetes would not take, or would pass over. */
    static List<String> problems(JsonNode object) throws IOException {
        String kind = of(object);
        String where = kind + " " + object.at("/metadata/name").asText();
        if (SCHEMAS.containsKey(kind)) {
            return againstSchema(where, object, SCHEMAS.get(kind));
        }
        Class<?> model = MODELS.get(kind);
        if (model == null) {
            return List.of(where + ": nobody knows this kind");
        }
        List<String> problems = new ArrayList<>();
        try {
            unknown(where, JSON.treeToValue(object, model), problems);
        } catch (JsonProcessingException e) {
            problems.add(where + ": " + e.getOriginalMessage());
        }
        return problems;
    }

    private static List<String> againstSchema(String where, JsonNode object, String schema) throws IOException {
        try (InputStream file = Kinds.class.getResourceAsStream(schema)) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(file)
                    .validate(object)
                    .stream()
                    .map(message -> where + message.getMessage())
                    .toList();
        }
    }

    private static void unknown(String where, Object value, List<String> problems) {
        if (value instanceof Collection<?> list) {
            int i = 0;
            for (Object each : list) {
                unknown(where + "[" + i++ + "]", each, problems);
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> unknown(where + "." + key, each, problems));
        } else if (value != null
                && value.getClass().getName().startsWith("io.fabric8.")
                && !value.getClass().isEnum()) {
            for (Class<?> type = value.getClass(); type != Object.class; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())) {
                        field(where, value, field, problems);
                    }
                }
            }
        }
    }

    private static void field(String where, Object owner, Field field, List<String> problems) {
        try {
            field.setAccessible(true);
            Object value = field.get(owner);
            if (!field.getName().equals("additionalProperties")) {
                unknown(where + "." + field.getName(), value, problems);
            } else if (value instanceof Map<?, ?> rest) {
                rest.keySet().forEach(key -> problems.add(where + "." + key + ": there is no such field"));
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    static <T> T as(JsonNode object, Class<T> type) {
        try {
            return JSON.treeToValue(object, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
