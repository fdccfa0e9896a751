package dev.firstlight.server.exchange.flagd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.firstlight.core.Context;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.Hash;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.server.exchange.Exported;
import dev.firstlight.server.exchange.Imported;
import dev.firstlight.server.exchange.RandomRulesets;
import dev.firstlight.server.exchange.Remark;
import dev.firstlight.server.exchange.Vectors;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FlagdExportTest {

    private static final int RULESETS = 500;
    private static final int CONTEXTS = 60;

    @Test
    void ourFlagsAnswerTheSameByFlagdsRules() throws IOException {
        JsonSchema schema = schema();
        int compared = 0;
        for (long seed = 0; seed < RULESETS; seed++) {
            RandomRulesets random = new RandomRulesets(seed);
            RulesetSpec spec = random.ruleset(
                    Hash.MURMUR3, new Hash("flagd", 0, 100), new Hash("flagd", 0, 7), new Hash("flagd", 0, 100_000));
            ObjectNode document = whole(FlagdExport.of(spec));
            assertThat(schema.validate(document)).as(() -> "" + document).isEmpty();
            for (int i = 0; i < CONTEXTS; i++) {
                compared += compare(Ruleset.compile(spec), document, random.context());
            }
        }
        assertThat(compared).isEqualTo(RULESETS * CONTEXTS * 4);
    }

    @Test
    void whatWasImportedGoesBackAndStaysTheSame() {
        for (long seed = 0; seed < RULESETS; seed++) {
            RandomFlags random = new RandomFlags(seed);
            Imported imported = FlagdImport.read(random.document());
            Ruleset ruleset = Vectors.ruleset(imported);
            ObjectNode document = whole(FlagdExport.of(ruleset.spec()));
            Imported again = FlagdImport.read(document);
            assertThat(again.flags())
                    .as(() -> document + "\n" + again.remarks())
                    .hasSameSizeAs(imported.flags());
            for (int i = 0; i < CONTEXTS; i++) {
                ObjectNode context = random.context();
                compare(ruleset, document, context);
                compare(Vectors.ruleset(again), document, context);
            }
        }
    }

    private static int compare(Ruleset ruleset, ObjectNode document, ObjectNode attributes) {
        Flagd flagd = new Flagd(document);
        Context context = flagd.context(attributes);
        for (String flag : ruleset.flagKeys()) {
            assertThat(flagd.evaluate(flag, attributes).variant())
                    .as(() -> "document " + document + "\nflag " + flag + "\ncontext " + attributes + "\nours "
                            + ruleset.flag(flag))
                    .isEqualTo(Evaluator.evaluate(ruleset, flag, context, null).variant());
        }
        return ruleset.flagKeys().size();
    }

    private static ObjectNode whole(Exported exported) {
        assertThat(exported.remarks())
                .as(() -> "" + exported.document())
                .noneMatch(remark -> remark.severity() == Remark.Severity.REFUSED);
        return exported.document();
    }

    @Test
    void whatIsGoodForFlagdIsGoodForItAgain() throws IOException {
        JsonSchema schema = schema();
        int flags = 0;
        for (String folder : List.of("flags/positive", "flagd/positive")) {
            Path here = Vectors.folder("flagd-schemas").resolve("json/test").resolve(folder);
            try (Stream<Path> files = Files.list(here)) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(".json")).toList()) {
                    Imported imported = FlagdImport.read(Json.parse(Files.readAllBytes(file)));
                    ObjectNode document =
                            whole(FlagdExport.of(Vectors.ruleset(imported).spec()));
                    assertThat(schema.validate(document))
                            .as("%s: %s", file, document)
                            .isEmpty();
                    assertThat(document.path("flags"))
                            .as("%s", file)
                            .hasSize(imported.flags().size());
                    flags += imported.flags().size();
                }
            }
        }
        assertThat(flags).isGreaterThan(20);
    }

    private static JsonSchema schema() throws IOException {
        Path folder = Vectors.folder("flagd-schemas").resolve("json");
        Map<String, String> schemas = Map.of(
                "https://flagd.dev/schema/v0/flags.json", Files.readString(folder.resolve("flags.json")),
                "https://flagd.dev/schema/v0/targeting.json", Files.readString(folder.resolve("targeting.json")));
        return JsonSchemaFactory.getInstance(
                        SpecVersion.VersionFlag.V7,
                        builder -> builder.schemaLoaders(loaders -> loaders.schemas(schemas)))
                .getSchema(com.networknt.schema.SchemaLocation.of("https://flagd.dev/schema/v0/flags.json"));
    }

    @Test
    void whatFlagdCannotSayIsRefusedAndSaysWhere() throws IOException {
        assertThat(refused("""
                {"when": {"attribute": "a", "op": "matches", "value": "x+"}, "serve": {"variant": "on"}}""")).isEqualTo("/flags/f/rules/0/when/op");
        assertThat(refused("""
                {"when": {"all": [{"segment": "net"}]}, "serve": {"variant": "on"}}""")).isEqualTo("/segments/net/when/op");
        assertThat(refused("""
                {"when": {"attribute": "$flagd.timestamp", "op": ">", "value": 5}, "serve": {"variant": "on"}}""")).isEqualTo("/flags/f/rules/0/when/attribute");
        assertThat(refused("""
                {"when": {"all": []}, "serve": {"split": {"by": "targetingKey", "hash": "launchdarkly",
                 "ranges": [{"to": 500, "variant": "on"}, {"to": 100000, "variant": "off"}]}}}""")).isEqualTo("/flags/f/rules/0/serve/split/hash");
    }

    private static String refused(String rule) throws IOException {
        JsonNode segments = Json.parse("""
                {"net": {"included": [], "excluded": [],
                 "when": {"attribute": "ip", "op": "cidr", "value": "10.0.0.0/8"}}}""");
        ObjectNode flag = (ObjectNode) Json.parse("""
                {"type": "boolean", "variants": {"on": true, "off": false}, "salt": "s", "enabled": true,
                 "offVariant": "off", "default": {"variant": "off"}}""");
        flag.putArray("rules").add(((ObjectNode) Json.parse(rule)).put("id", "r"));
        Exported exported = FlagdExport.of(Vectors.ruleset(Map.of("f", flag), segments));
        assertThat(exported.document().path("flags")).isEmpty();
        assertThat(exported.remarks()).hasSize(1).allMatch(remark -> "f".equals(remark.flag()));
        return exported.remarks().get(0).pointer();
    }
}
