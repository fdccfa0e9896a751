package dev.firstlight.server.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules bite: each of these is wrong in one place, and is found there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantedTest {

    private static final String POD = "/spec/template/spec";
    private static final String CONTAINER = POD + "/containers/0";

    private List<ObjectNode> sound;

    @BeforeAll
    void render(@TempDir Path scratch) throws IOException {
        sound = Chart.with(Chart.HOME.resolve("examples/apart.yaml"), scratch).objects();
        assertThat(SetRules.broken(sound)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Deployment          | " + POD
                        + "/securityContext/runAsNonRoot                          | false           | runAsNonRoot",
                "Deployment          | " + POD
                        + "/securityContext/runAsUser                             | 0               | not root",
                "Deployment          | " + POD
                        + "/securityContext/seccompProfile/type                   | Unconfined      | seccompProfile",
                "Deployment          | " + POD
                        + "/automountServiceAccountToken                          | true            | token of a service account",
                "Deployment          | " + POD
                        + "/hostNetwork                                           | true            | the host's",
                "Deployment          | " + POD
                        + "/serviceAccountName                                    | nobody          | service account is there",
                "Deployment          | " + POD
                        + "/terminationGracePeriodSeconds                         | 20              | time that it needs",
                "Deployment          | " + CONTAINER
                        + "/securityContext/readOnlyRootFilesystem          | false           | read-only root",
                "Deployment          | " + CONTAINER
                        + "/securityContext/allowPrivilegeEscalation        | true            | gains no privileges",
                "Deployment          | " + CONTAINER
                        + "/securityContext/capabilities/drop/0             | NET_RAW         | no capability",
                "Deployment          | " + CONTAINER
                        + "/image                                           | firstlight:latest | image that is named",
                "Deployment          | " + CONTAINER
                        + "/image                                           | firstlight      | image that is named",
                "Deployment          | " + CONTAINER
                        + "/readinessProbe/httpGet/port                     | web             | probed at a port it has",
                "Deployment          | " + CONTAINER
                        + "/resources/limits                                | {}              | limit of memory",
                "Deployment          | " + CONTAINER
                        + "/env/0                 | {name: FIRSTLIGHT_OIDC_CLIENT_SECRET, value: s3cret} | secret in its own words",
                "Deployment          | " + CONTAINER
                        + "/env/0      | {name: FIRSTLIGHT_REDIS_URL, value: 'redis://:pw@redis:6379'} | password in an address",
                "Deployment          | " + CONTAINER
                        + "/volumeMounts/0/name                             | missing         | mounts a volume",
                "Deployment          | /spec/template/metadata/labels/app.kubernetes.io~1component       | other           | selects its own pods",
                "Service             | /spec/selector/app.kubernetes.io~1component                       | other           | selects pods",
                "Service             | /spec/ports/0/targetPort                                          | web             | has its port web",
                "PodDisruptionBudget | /spec/selector/matchLabels/app.kubernetes.io~1component           | other           | selects pods",
                "NetworkPolicy       | /spec/podSelector/matchLabels/app.kubernetes.io~1instance         | other           | selects pods",
                "HorizontalPodAutoscaler | /spec/scaleTargetRef/name                                     | other           | what it scales",
                "Ingress             | /spec/rules/0/http/paths/0/backend/service/name                   | other           | service behind",
                "Service             | /metadata/name                                                    | flags-valkey    | its name is its own",
            })
    void aRuleIsBroken(String kind, String at, String value, String complaint) throws IOException {
        List<ObjectNode> changed = new ArrayList<>();
        boolean planted = false;
        for (ObjectNode object : sound) {
            ObjectNode copy = object.deepCopy();
            if (!planted && copy.path("kind").asText().equals(kind)) {
                put(copy, JsonPointer.compile(at), Chart.YAML.readTree(value));
                planted = true;
            }
            changed.add(copy);
        }
        assertThat(SetRules.broken(changed)).anyMatch(problem -> problem.contains(complaint));
    }

    private static void put(ObjectNode object, JsonPointer at, JsonNode value) {
        JsonNode parent = object.at(at.head());
        if (parent instanceof ArrayNode array) {
            array.set(at.last().getMatchingIndex(), value);
        } else {
            ((ObjectNode) parent).set(at.last().getMatchingProperty(), value);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Deployment | " + CONTAINER
                        + "/readinessProbe/periodSecond | 5      | periodSecond: there is no such field",
                "Deployment | " + POD + "/terminationGracePeriodSeconds     | soon   | java.lang.Long",
                "Deployment | " + CONTAINER + "/env/0  | {name: A_NUMBER, value: 5}   | String",
                "Service    | /spec/port                                    | 80     | port: there is no such field",
                "NetworkPolicy | /spec/egres                                | []     | egres: there is no such field",
                "Ingress    | /spec/rules/0/http/paths/0/backend/service/portt | {}  | portt: there is no such field",
            })
    void aFieldIsUnknown(String kind, String at, String value, String complaint) throws IOException {
        ObjectNode object = sound.stream()
                .filter(one -> one.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow()
                .deepCopy();
        assertThat(Kinds.problems(object)).isEmpty();
        put(object, JsonPointer.compile(at), Chart.YAML.readTree(value));
        assertThat(Kinds.problems(object)).singleElement().asString().contains(complaint);
    }

    @Test
    void aKindIsUnknown() throws IOException {
        ObjectNode object = sound.get(0).deepCopy().put("kind", "Deployement");
        assertThat(Kinds.problems(object)).singleElement().asString().contains("nobody knows this kind");
    }
}
