package dev.firstlight.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.SharedVectors;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Problem;
import dev.firstlight.core.RulesetSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesetJsonTest {

    /** What was read strictly and is written is read as the same again. */
    @Test
    void writesWhatItReads() throws IOException {
        for (String file : List.of(
                "order.json",
                "conditions.json",
                "splits.json",
                "segments.json",
                "large-segments.json",
                "prerequisites.json")) {
            for (JsonNode group : SharedVectors.own(file)) {
                List<Problem> problems = new ArrayList<>();
                RulesetSpec spec = requireNonNull(RulesetJson.read(group.get("ruleset"), Mode.STRICT, problems));
                assertThat(problems).isEmpty();
                ObjectNode written = RulesetJson.write(spec);
                assertThat(RulesetJson.read(written, Mode.STRICT, problems)).isEqualTo(spec);
            }
        }
    }

    @Test
    void namesEveryUnknownFieldWhereItIsStrict() throws IOException {
        List<Problem> problems = problems("""
                {"type": "boolean", "variants": {"on": true}, "salt": "s", "enabled": true, "offVariant": "on", "colour": 1,
                 "rules": [{"id": "r", "until": 1, "when": {"attribute": "a", "op": "in", "values": [1], "a/b": 2},
                            "serve": {"variant": "on", "~": 3}}],
                 "default": {"split": {"ranges": [{"to": 100000, "variant": "on", "from": 0}]}}}""");
        assertThat(problems)
                .extracting(Problem::pointer)
                .containsExactlyInAnyOrder(
                        "/colour",
                        "/rules/0/until",
                        "/rules/0/when/a~1b",
                        "/rules/0/serve/~0",
                        "/default/split/ranges/0/from");
        assertThat(problems).allSatisfy(problem -> assertThat(problem.detail()).contains("Unknown field"));
    }

    @Test
    void saysWhatIsMissingOrOfTheWrongType() throws IOException {
        List<Problem> problems = problems("""
                {"type": "date", "variants": {"on": null}, "enabled": "yes", "offVariant": 5, "targets": {},
                 "rules": [1], "prerequisites": [{"flag": 1}]}""");
        assertThat(problems)
                .extracting(Problem::pointer)
                .containsExactlyInAnyOrder(
                        "/type",
                        "/variants/on",
                        "/salt",
                        "/enabled",
                        "/offVariant",
                        "/targets",
                        "/rules/0",
                        "/prerequisites/0/flag",
                        "/default");
    }

    private static List<Problem> problems(String flag) throws IOException {
        List<Problem> problems = new ArrayList<>();
        FlagSpec spec = FlagJson.read(Json.parse(flag), "", Mode.STRICT, problems);
        assertThat(spec).isNull();
        return problems;
    }
}
