package dev.firstlight.server.chart;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What holds for every pod: Pod Security "restricted" and more, probes, resources, images that have a name. */
final class PodRules {

    private static final Pattern NAMED =
            Pattern.compile(".+(:(?!latest$)[A-Za-z0-9_][A-Za-z0-9._-]*|@sha256:[0-9a-f]{64})");
    private static final Pattern SECRET = Pattern.compile(".*(PASSWORD|SECRET|SECRETS_KEY|TOKEN|PREVIOUS_KEYS)");

    private final String where;
    private final PodSpec pod;
    private final boolean serves;
    private final List<String> broken = new ArrayList<>();

    private PodRules(String where, PodSpec pod, boolean serves) {
        this.where = where;
        this.pod = pod;
        this.serves = serves;
    }

    /** The rules that a pod breaks; one that serves has probes, too. */
    static List<String> broken(String where, PodSpec pod, boolean serves) {
        PodRules rules = new PodRules(where, pod, serves);
        rules.check();
        return rules.broken;
    }

    private void must(boolean holds, String rule) {
        if (!holds) {
            broken.add(where + ": " + rule);
        }
    }

    private void check() {
        PodSecurityContext security = Objects.requireNonNullElse(pod.getSecurityContext(), new PodSecurityContext());
        must(Boolean.TRUE.equals(security.getRunAsNonRoot()), "runAsNonRoot is true");
        must(security.getRunAsUser() != null && security.getRunAsUser() > 0, "runAsUser is not root");
        must(
                security.getSeccompProfile() != null
                        && "RuntimeDefault".equals(security.getSeccompProfile().getType()),
                "seccompProfile is RuntimeDefault");
        must(Boolean.FALSE.equals(pod.getAutomountServiceAccountToken()), "no token of a service account");
        must(
                Stream.of(pod.getHostNetwork(), pod.getHostPID(), pod.getHostIPC())
                        .noneMatch(Boolean.TRUE::equals),
                "nothing of the host's");
        for (Volume volume : pod.getVolumes()) {
            must(volume.getHostPath() == null, "volume " + volume.getName() + " is not the host's");
        }
        Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
                .forEach(this::check);
    }

    private void check(Container container) {
        String name = container.getName();
        SecurityContext security = Objects.requireNonNullElse(container.getSecurityContext(), new SecurityContext());
        must(Boolean.FALSE.equals(security.getAllowPrivilegeEscalation()), name + " gains no privileges");
        must(Boolean.TRUE.equals(security.getReadOnlyRootFilesystem()), name + " has a read-only root");
        must(!Boolean.TRUE.equals(security.getPrivileged()), name + " is not privileged");
        Capabilities capabilities = Objects.requireNonNullElse(security.getCapabilities(), new Capabilities());
        must(
                capabilities.getDrop().equals(List.of("ALL"))
                        && capabilities.getAdd().isEmpty(),
                name + " has no capability");
        must(
                NAMED.matcher(Objects.requireNonNullElse(container.getImage(), ""))
                        .matches(),
                name + " has an image that is named");
        resources(name, Objects.requireNonNullElse(container.getResources(), new ResourceRequirements()));
        container.getEnv().forEach(env -> environment(name, env));
        if (serves) {
            must(container.getReadinessProbe() != null, name + " has a readiness probe");
            must(container.getLivenessProbe() != null, name + " has a liveness probe");
        }
        Stream.of(container.getReadinessProbe(), container.getLivenessProbe(), container.getStartupProbe())
                .filter(Objects::nonNull)
                .forEach(probe -> port(container, probe));
        container
                .getVolumeMounts()
                .forEach(mount -> must(
                        pod.getVolumes().stream()
                                        .anyMatch(volume -> volume.getName().equals(mount.getName()))
                                || mount.getName().equals("data"),
                        name + " mounts a volume that is there: " + mount.getName()));
    }

    private void resources(String name, ResourceRequirements resources) {
        Map<String, Quantity> requests = Objects.requireNonNullElse(resources.getRequests(), Map.of());
        Map<String, Quantity> limits = Objects.requireNonNullElse(resources.getLimits(), Map.of());
        must(requests.containsKey("cpu") && requests.containsKey("memory"), name + " requests cpu and memory");
        must(limits.containsKey("memory"), name + " has a limit of memory");
    }

    private void environment(String name, EnvVar env) {
        must(
                env.getValue() == null || !SECRET.matcher(env.getName()).matches(),
                name + " has a secret in its own words: " + env.getName());
        must(
                env.getValue() == null || !env.getValue().matches(".*://[^/]*@.*"),
                name + " has somebody's password in an address: " + env.getName());
    }

    private void port(Container container, Probe probe) {
        var asked = probe.getHttpGet() != null
                ? probe.getHttpGet().getPort()
                : probe.getTcpSocket() != null ? probe.getTcpSocket().getPort() : null;
        must(
                asked == null
                        || container.getPorts().stream()
                                .anyMatch(port -> asked.getValue().equals(port.getName())
                                        || asked.getValue().equals(port.getContainerPort())),
                container.getName() + " is probed at a port it has");
    }
}
