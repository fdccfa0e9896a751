package dev.firstlight.core;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.wire.Json;
import java.io.IOException;

/** Any text as the condition of a rule and of a segment. */
class ConditionFuzzTest {

    private static final String RULESET = """
            {"schema": 1, "project": "p", "environment": "e", "epoch": 1, "revision": 1,
             "flags": {"f": {"type": "boolean", "variants": {"on": true, "off": false}, "salt": "s", "enabled": true,
               "offVariant": "off", "default": {"variant": "off"},
               "rules": [{"id": "r", "when": null, "serve": {"variant": "on"}},
                         {"id": "t", "when": {"segment": "s"}, "serve": {"variant": "on"}}]}},
             "segments": {"s": {"when": null}}}""";

    @FuzzTest(maxDuration = "2m")
    void isCompiledAndAsked(byte[] bytes) throws IOException {
        JsonNode condition;
        try {
            condition = Json.parse(bytes);
        } catch (IOException e) {
            return;
        }
        JsonNode document = Json.parse(RULESET);
        ((ObjectNode) document.at("/flags/f/rules/0")).set("when", condition);
        ((ObjectNode) document.at("/segments/s")).set("when", condition);
        RulesetFuzzTest.check(document);
    }
}
