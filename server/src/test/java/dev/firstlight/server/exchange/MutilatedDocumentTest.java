package dev.firstlight.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents of other systems in which something is of another kind than it should be: refused or reported. */
class MutilatedDocumentTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> INSTEAD =
            List.of("null", "1", "-1.5", "\"x\"", "\"\"", "true", "[]", "{}", "[null]", "[1,\"x\",{}]", "{\"x\":[{}]}");

    private static final Map<String, String> DOCUMENTS =
            Map.of("unleash", """
            {"version":2,"features":[{"name":"a","type":"release","enabled":true,"impressionData":false,
            "dependencies":[{"feature":"b","enabled":true,"variants":["x"]}],
            "strategies":[{"name":"flexibleRollout","constraints":[{"contextName":"userId","operator":"IN",
            "values":["1","2"],"inverted":true,"caseInsensitive":true},{"contextName":"at","operator":"DATE_AFTER",
            "value":"2026-01-01T00:00:00Z"}],"parameters":{"rollout":"50","stickiness":"default","groupId":"a"},
            "segments":[1],"variants":[{"name":"v","weight":1000,"weightType":"variable","stickiness":"default",
            "payload":{"type":"string","value":"p"}}]}],"variants":[{"name":"w","weight":500,"weightType":"fix",
            "payload":{"type":"json","value":"{}"},"overrides":[{"contextName":"userId","values":["3"]}]}]},
            {"name":"b","enabled":false,"strategies":[{"name":"userWithId","parameters":{"userIds":"1,2"}}]}],
            "segments":[{"id":1,"name":"s","constraints":[{"contextName":"x","operator":"NUM_GT","value":"3"}]}],
            "events":[{"type":"feature-updated","feature":{"name":"c","enabled":true,"strategies":[]}}]}
            """, "launchdarkly", """
            {"flags":{"a":{"key":"a","on":true,"version":3,"salt":"s","variations":[true,false],"offVariation":1,
            "prerequisites":[{"key":"b","variation":0}],"targets":[{"values":["u"],"variation":0}],
            "contextTargets":[{"contextKind":"org","values":["o"],"variation":1}],
            "rules":[{"id":"r","variation":0,"clauses":[{"attribute":"email","op":"endsWith","values":["x"],
            "negate":true,"contextKind":"user"},{"op":"segmentMatch","values":["s"]}]}],
            "fallthrough":{"rollout":{"kind":"rollout","contextKind":"user","bucketBy":"key","seed":1,
            "variations":[{"variation":0,"weight":60000},{"variation":1,"weight":40000}]}}},
            "b":{"key":"b","on":false,"variations":["x","y"],"offVariation":0,"fallthrough":{"variation":1}}},
            "segments":{"s":{"key":"s","included":["u"],"excluded":["v"],"salt":"t",
            "includedContexts":[{"contextKind":"org","values":["o"]}],
            "rules":[{"clauses":[{"attribute":"a","op":"in","values":[1]}],"weight":5000,"bucketBy":"key"}]}}}
            """, "growthbook", """
            {"status":200,"features":{"a":{"defaultValue":"x","rules":[{"id":"r","condition":{"country":
            {"$in":["nz","au"]},"$or":[{"age":{"$gt":3}},{"tags":{"$elemMatch":{"$eq":"t"}}}]},"force":"y",
            "coverage":0.5,"hashAttribute":"id","hashVersion":2,"seed":"q"},{"key":"e","variations":["x","y"],
            "weights":[0.5,0.5],"coverage":1,"namespace":["n",0,1],"ranges":[[0,0.5],[0.5,1]],"meta":[{"key":"0"}],
            "filters":[{"seed":"f","ranges":[[0,1]],"attribute":"id"}]},{"parentConditions":[{"id":"b",
            "condition":{"value":true},"gate":true}]}]},"b":{"defaultValue":true}},
            "savedGroups":{"g":["1","2"]}}
            """, "flagd", """
            {"$evaluators":{"e":{"in":["@x",{"var":"email"}]}},"flags":{"a":{"state":"ENABLED",
            "variants":{"on":true,"off":false},"defaultVariant":"off","metadata":{"m":1},
            "targeting":{"if":[{"and":[{"==":[{"var":"country"},"nz"]},{"starts_with":[{"var":"email"},"x"]},
            {"sem_ver":[{"var":"v"},">=","1.0.0"]},{"$ref":"e"}]},"on",
            {"fractional":[{"cat":[{"var":"$flagd.flagKey"},{"var":"email"}]},["on",50],["off",50]]}]}},
            "b":{"state":"DISABLED","variants":{"x":"1","y":"2"},"defaultVariant":"x"}}}
            """);

    @ParameterizedTest
    @ValueSource(strings = {"unleash", "launchdarkly", "growthbook", "flagd"})
    void areRefusedOrReported(String from) throws Exception {
        ForeignSystem system = ForeignSystem.of(from).orElseThrow();
        JsonNode whole = JSON.readTree(DOCUMENTS.get(from));
        assertThat(read(system, whole)).isEmpty();
        List<String> wrong = new ArrayList<>();
        for (String pointer : pointers(whole, "", new ArrayList<>())) {
            for (String instead : INSTEAD) {
                JsonNode mutilated = whole.deepCopy();
                put(mutilated, pointer, JSON.readTree(instead));
                read(system, mutilated).forEach(problem -> wrong.add(pointer + " = " + instead + ": " + problem));
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** What nobody thought of; nothing where it is refused or taken. */
    private static List<String> read(ForeignSystem system, JsonNode document) {
        try {
            ImportReport.of(system, system.read(document), 3, null);
            return List.of();
        } catch (Failure refused) {
            return List.of();
        } catch (RuntimeException | StackOverflowError e) {
            return List.of(e + " at " + e.getStackTrace()[0]);
        }
    }

    private static List<String> pointers(JsonNode node, String at, List<String> into) {
        if (!at.isEmpty()) {
            into.add(at);
        }
        node.properties()
                .forEach(field -> pointers(
                        field.getValue(),
                        at + "/" + field.getKey().replace("~", "~0").replace("/", "~1"),
                        into));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            pointers(node.get(i), at + "/" + i, into);
        }
        return into;
    }

    private static void put(JsonNode root, String pointer, JsonNode value) {
        JsonNode parent = root.at(pointer.substring(0, pointer.lastIndexOf('/')));
        String last = pointer.substring(pointer.lastIndexOf('/') + 1)
                .replace("~1", "/")
                .replace("~0", "~");
        if (parent instanceof ObjectNode object) {
            object.set(last, value);
        } else {
            ((ArrayNode) parent).set(Integer.parseInt(last), value);
        }
    }
}
