package dev.firstlight.server.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What holds between the objects of one rendering: whoever names another, names one that is there. */
final class SetRules {

    /** What the server takes at most from the signal to its end; Firstlight.LONGEST_STOP_MS. */
    static final long LONGEST_STOP_SECONDS = 20;

    private static final Set<String> SERVING = Set.of("Deployment", "StatefulSet");

    /** The pods that one object makes, or is. */
    record Pods(ObjectNode owner, String where, Map<String, String> labels, PodSpec spec) {}

    private final List<ObjectNode> objects;
    private final List<Pods> pods;
    private final List<String> broken = new ArrayList<>();

    private SetRules(List<ObjectNode> objects) {
        this.objects = objects;
        this.pods = objects.stream().flatMap(SetRules::pods).toList();
    }

    static List<String> broken(List<ObjectNode> objects) {
        SetRules rules = new SetRules(objects);
        rules.check();
        return rules.broken;
    }

    private static Stream<Pods> pods(ObjectNode object) {
        JsonNode pod = kind(object).equals("Pod") ? object : object.at("/spec/template");
        if (!pod.path("spec").has("containers")) {
            return Stream.empty();
        }
        return Stream.of(new Pods(
                object, where(object), labels(pod.at("/metadata/labels")), Kinds.as(pod.get("spec"), PodSpec.class)));
    }

    private static Map<String, String> labels(JsonNode node) {
        Map<String, String> labels = new TreeMap<>();
        node.properties()
                .forEach(each -> labels.put(each.getKey(), each.getValue().asText()));
        return labels;
    }

    private static String kind(JsonNode object) {
        return object.path("kind").asText();
    }

    private static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    private static String where(JsonNode object) {
        return kind(object) + " " + name(object);
    }

    private void must(boolean holds, String where, String rule) {
        if (!holds) {
            broken.add(where + ": " + rule);
        }
    }

    private Stream<ObjectNode> all(String kind) {
        return objects.stream().filter(object -> kind(object).equals(kind));
    }

    private void check() {
        Set<String> seen = new HashSet<>();
        objects.forEach(object -> {
            must(seen.add(where(object)), where(object), "its name is its own");
            must(name(object).matches("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?"), where(object), "its name is one");
            must(
                    object.at("/metadata/labels/app.kubernetes.io~1instance")
                            .asText()
                            .equals("flags"),
                    where(object),
                    "it says whose it is");
        });
        pods.forEach(this::check);
        all("Service").forEach(this::service);
        all("PodDisruptionBudget").forEach(one -> selects(one, one.at("/spec/selector")));
        all("PodMonitor").forEach(one -> selects(one, one.at("/spec/selector")));
        all("ServiceMonitor").forEach(this::serviceMonitor);
        all("NetworkPolicy").forEach(this::networkPolicy);
        all("HorizontalPodAutoscaler").forEach(this::autoscaler);
        all("Ingress").forEach(this::ingress);
        Stream.of("HTTPRoute", "GRPCRoute").flatMap(this::all).forEach(this::route);
    }

    private void check(Pods one) {
        boolean serves = SERVING.contains(kind(one.owner));
        broken.addAll(PodRules.broken(one.where, one.spec, serves));
        if (serves) {
            LabelSelector selector = Kinds.as(one.owner.at("/spec/selector"), LabelSelector.class);
            List<Pods> taken =
                    pods.stream().filter(each -> matches(selector, each.labels)).toList();
            must(taken.equals(List.of(one)), one.where, "it selects its own pods, and no others");
        }
        String account = one.spec.getServiceAccountName();
        must(
                account == null || account.equals("default") || exists("ServiceAccount", account),
                one.where,
                "its service account is there");
        secrets(one);
        for (var spread : one.spec.getTopologySpreadConstraints()) {
            must(matches(spread.getLabelSelector(), one.labels), one.where, "it is spread among its own");
        }
        for (var container : one.spec.getContainers()) {
            if (container.getLifecycle() != null) {
                long before = container.getLifecycle().getPreStop().getSleep().getSeconds();
                must(
                        one.spec.getTerminationGracePeriodSeconds() > before + LONGEST_STOP_SECONDS,
                        one.where,
                        "it has the time that it needs to end");
            }
        }
    }

    private void secrets(Pods one) {
        Stream.concat(one.spec.getInitContainers().stream(), one.spec.getContainers().stream())
                .flatMap(container -> container.getEnv().stream())
                .map(env ->
                        env.getValueFrom() == null ? null : env.getValueFrom().getSecretKeyRef())
                .filter(Objects::nonNull)
                .forEach(key -> all("Secret")
                        .filter(secret -> name(secret).equals(key.getName()))
                        .forEach(secret -> must(
                                secret.path("stringData").has(key.getKey()),
                                one.where,
                                "the Secret " + key.getName() + " has the key " + key.getKey())));
    }

    private boolean exists(String kind, String name) {
        return all(kind).anyMatch(object -> name(object).equals(name));
    }

    private List<Pods> selects(JsonNode who, JsonNode selector) {
        LabelSelector labels = Kinds.as(selector, LabelSelector.class);
        List<Pods> selected =
                pods.stream().filter(each -> matches(labels, each.labels)).toList();
        must(!selected.isEmpty(), where(who), "it selects pods that are there");
        return selected;
    }

    private void service(JsonNode service) {
        Map<String, String> selector = labels(service.at("/spec/selector"));
        List<Pods> selected = pods.stream()
                .filter(each -> each.labels.entrySet().containsAll(selector.entrySet()))
                .toList();
        must(!selected.isEmpty() && !selector.isEmpty(), where(service), "it selects pods that are there");
        service.at("/spec/ports")
                .forEach(port -> selected.forEach(each -> must(
                        hasPort(each, port.path("targetPort").asText()),
                        where(service),
                        each.where + " has its port " + port.path("targetPort").asText())));
    }

    private static boolean hasPort(Pods pods, String port) {
        return pods.spec.getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .anyMatch(each -> port.equals(each.getName()) || port.equals(String.valueOf(each.getContainerPort())));
    }

    private void serviceMonitor(JsonNode monitor) {
        LabelSelector labels = Kinds.as(monitor.at("/spec/selector"), LabelSelector.class);
        String port = monitor.at("/spec/endpoints/0/port").asText();
        must(
                all("Service")
                        .filter(service -> matches(labels, labels(service.at("/metadata/labels"))))
                        .anyMatch(service ->
                                service.at("/spec/ports/0/name").asText().equals(port)),
                where(monitor),
                "it selects a service that has its port");
    }

    private void networkPolicy(JsonNode policy) {
        List<Pods> selected = pods.stream()
                .filter(each -> matches(Kinds.as(policy.at("/spec/podSelector"), LabelSelector.class), each.labels))
                .toList();
        must(
                !selected.isEmpty() || policy.at("/spec/podSelector").isEmpty(),
                where(policy),
                "it selects pods that are there");
        policy.at("/spec/ingress").forEach(rule -> rule.path("ports").forEach(port -> {
            if (port.path("port").isTextual()) {
                must(
                        selected.stream()
                                .anyMatch(
                                        each -> hasPort(each, port.path("port").asText())),
                        where(policy),
                        "its pods have the port " + port.path("port").asText());
            }
        }));
        must(policy.at("/spec/policyTypes").size() > 0, where(policy), "it says which ways it is for");
    }

    private void autoscaler(JsonNode autoscaler) {
        String target = autoscaler.at("/spec/scaleTargetRef/name").asText();
        must(exists("Deployment", target), where(autoscaler), "what it scales is there");
        all("Deployment")
                .filter(deployment -> name(deployment).equals(target))
                .forEach(deployment -> must(
                        !deployment.path("spec").has("replicas"),
                        where(deployment),
                        "its number is left to the autoscaler"));
    }

    private void ingress(JsonNode ingress) {
        ingress.at("/spec/rules").forEach(rule -> rule.at("/http/paths").forEach(path -> {
            JsonNode service = path.at("/backend/service");
            must(
                    all("Service")
                            .filter(each ->
                                    name(each).equals(service.path("name").asText()))
                            .anyMatch(each -> each.at("/spec/ports/0/name").equals(service.at("/port/name"))),
                    where(ingress),
                    "the service behind " + path.path("path").asText() + " is there");
        }));
    }

    private void route(JsonNode route) {
        route.at("/spec/rules").forEach(rule -> rule.path("backendRefs")
                .forEach(backend -> must(
                        all("Service")
                                .filter(each ->
                                        name(each).equals(backend.path("name").asText()))
                                .anyMatch(each -> each.at("/spec/ports/0/port").equals(backend.path("port"))),
                        where(route),
                        "the service " + backend.path("name").asText() + " has the port "
                                + backend.path("port").asText())));
    }

    private static boolean matches(LabelSelector selector, Map<String, String> labels) {
        Map<String, String> exact = Objects.requireNonNullElse(selector.getMatchLabels(), Map.of());
        return labels.entrySet().containsAll(exact.entrySet())
                && selector.getMatchExpressions().stream().allMatch(one -> matches(one, labels));
    }

    private static boolean matches(LabelSelectorRequirement one, Map<String, String> labels) {
        if (!one.getOperator().equals("In")) {
            throw new IllegalArgumentException("not yet: " + one.getOperator());
        }
        return one.getValues().contains(labels.get(one.getKey()));
    }
}
