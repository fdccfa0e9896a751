package dev.firstlight.server.exchange.flagd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.Ruleset;
import dev.firstlight.server.exchange.Equivalence;
import dev.firstlight.server.exchange.Imported;
import dev.firstlight.server.exchange.Remark;
import dev.firstlight.server.exchange.Vectors;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FlagdImportTest {

    private static final int DOCUMENTS = 400;
    private static final int CONTEXTS = 40;

    /** What flagd can say and conditions here cannot; such flags are refused though their documents are good. */
    private static final List<String> UNSAYABLE =
            List.of("no-default-variant.json", "null-default-variant.json", "undefined-default-variant.json");

    private static List<Path> documents(String folder) throws IOException {
        try (Stream<Path> files =
                Files.list(Vectors.folder("flagd-schemas").resolve("json/test").resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }

    private static List<Remark> refused(JsonNode document) {
        return FlagdImport.read(document).remarks().stream()
                .filter(remark -> remark.severity() == Remark.Severity.REFUSED)
                .toList();
    }

    @Test
    void goodDocumentsAreImported() throws IOException {
        for (Path file : documents("flags/positive")) {
            List<Remark> refused = refused(Json.parse(Files.readAllBytes(file)));
            if (!UNSAYABLE.contains(file.getFileName().toString())) {
                assertThat(refused).as("%s", file).isEmpty();
            }
        }
        for (Path file : documents("flagd/positive")) {
            assertThat(refused(Json.parse(Files.readAllBytes(file))))
                    .as("%s", file)
                    .isEmpty();
        }
    }

    @Test
    void badDocumentsAreRefusedAndSayWhere() throws IOException {
        for (Path file : documents("flags/negative")) {
            // As a list flags are good in one of the two schemas.
            if (!file.endsWith("with-array-flags.json")) {
                assertThat(refused(Json.parse(Files.readAllBytes(file))))
                        .as("%s", file)
                        .isNotEmpty();
            }
        }
        for (Path file : documents("targeting/negative")) {
            assertThat(refused(around(Json.parse(Files.readAllBytes(file)))))
                    .as("%s", file)
                    .isNotEmpty();
        }
    }

    private static ObjectNode around(JsonNode targeting) {
        ObjectNode document = Json.object();
        ObjectNode flag = document.putObject("flags").putObject("flag");
        flag.put("state", "ENABLED").put("defaultVariant", "on");
        ObjectNode variants = flag.putObject("variants");
        for (String name : List.of("on", "off", "clubs", "diamonds", "hearts", "spades", "true", "false")) {
            variants.put(name, name);
        }
        flag.set("targeting", targeting);
        return document;
    }

    @Test
    void importedFlagsAnswerAsFlagdDoes() {
        int compared = 0;
        for (long seed = 0; seed < DOCUMENTS; seed++) {
            RandomFlags random = new RandomFlags(seed);
            ObjectNode document = random.document();
            Imported imported = FlagdImport.read(document);
            Ruleset ruleset = Vectors.ruleset(imported);
            Flagd foreign = new Flagd(document);
            for (int i = 0; i < CONTEXTS; i++) {
                ObjectNode context = random.context();
                for (String flag : imported.flags().keySet()) {
                    assertThat(Evaluator.evaluate(ruleset, flag, foreign.context(context), null)
                                    .variant())
                            .as(() -> "document " + document + "\nflag " + flag + "\ncontext " + context)
                            .isEqualTo(foreign.evaluate(flag, context).variant());
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(DOCUMENTS * CONTEXTS * 3);
    }

    @Test
    void drawnContextsReachBothSidesOfACondition() throws IOException {
        JsonNode document = Json.parse("""
                {"flags": {"a": {"state": "ENABLED", "variants": {"on": true, "off": false}, "defaultVariant": "off",
                  "targeting": {"if": [{"ends_with": [{"var": "email"}, "@example.org"]}, "on",
                    {"fractional": [["on", 10], ["off", 90]]}]}}}}""");
        Equivalence report = Equivalence.of(Flagd.read(document), 5_000, 1);
        assertThat(report.identical()).isEqualTo(report.compared()).isEqualTo(5_000);
    }
}
