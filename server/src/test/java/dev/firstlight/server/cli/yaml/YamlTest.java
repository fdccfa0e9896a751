package dev.firstlight.server.cli.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** What is written is read again exactly, by us and, where it can hold it, by a reader of YAML 1.1. */
class YamlTest {

    private static final int DOCUMENTS = 3_000;
    private static final List<String> TRAPS = List.of(
            "on",
            "off",
            "yes",
            "no",
            "y",
            "N",
            "true",
            "True",
            "null",
            "~",
            "",
            " ",
            "1e3",
            "1.0",
            "010",
            "0x1F",
            "0o7",
            "1_000",
            "12:30:45",
            "190:20:30",
            "2024-01-01",
            "2024-01-01T00:00:00Z",
            ".5",
            "+1",
            "-0",
            ".inf",
            "-.INF",
            ".nan",
            "=",
            "<<",
            "- a",
            "a: b",
            "a #b",
            "#",
            "&a",
            "*a",
            "!a",
            "!!str a",
            "|",
            ">",
            "%a",
            "@a",
            "`a",
            "? a",
            "'",
            "\"",
            "it's",
            "a\\b",
            "a\tb",
            "\ta",
            "a\nb",
            "a\n",
            "\na",
            "a\n\n",
            "a \nb",
            " a\nb",
            "a\r\nb",
            "a\u0085b",
            "a\u2028b",
            "\uFEFFa",
            "\u0000",
            "\u007F",
            "\u00A0",
            "😀",
            "日本語",
            "{",
            "[a]",
            ",",
            "---",
            "...",
            "--- a",
            "a\n---\nb",
            "a\n...\nb",
            "key:",
            ":",
            "x".repeat(200));

    private final Random random = new Random(20_240_607);

    private static JsonNode read(String text) {
        return YamlReader.read("test.yaml", text).root();
    }

    private String text() {
        if (random.nextInt(3) > 0) {
            String trap = TRAPS.get(random.nextInt(TRAPS.size()));
            return random.nextInt(4) > 0 ? trap : trap + TRAPS.get(random.nextInt(TRAPS.size()));
        }
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            int c = random.nextInt(3) == 0 ? random.nextInt(0x11_0000) : random.nextInt(0x80);
            text.appendCodePoint(c >= 0xD800 && c < 0xE000 ? '\n' : c);
        }
        return text.toString();
    }

    private JsonNode document(int depth) {
        switch (random.nextInt(depth > 4 ? 5 : 7)) {
            case 0, 1:
                return Json.node(text());
            case 2:
                return Json.node(
                        random.nextInt(2) == 0 ? random.nextInt() : Double.longBitsToDouble(random.nextLong()));
            case 3:
                return Json.node(random.nextBoolean());
            case 4:
                return Json.node(null);
            case 5:
                ArrayNode list = Json.list();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(document(depth + 1));
                }
                return list;
            default:
                ObjectNode object = Json.object();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set(text(), document(depth + 1));
                }
                return object;
        }
    }

    @Test
    void randomDocumentsComeBackExactly() {
        int done = 0;
        while (done < DOCUMENTS) {
            JsonNode document = document(0);
            if (!allFinite(document)) {
                continue;
            }
            done++;
            String written = YamlWriter.write(document);
            assertThat(Json.value(read(written))).as(written).isEqualTo(Json.value(document));
            assertThat(YamlWriter.write(read(written))).isEqualTo(written);
        }
    }

    private static boolean allFinite(JsonNode node) {
        if (node.isContainerNode()) {
            for (JsonNode member : node) {
                if (!allFinite(member)) {
                    return false;
                }
            }
        }
        return !node.isNumber() || Double.isFinite(node.doubleValue());
    }

    @Test
    void everyTrapComesBackAsNameAndAsValueToReadersOfTheOldVersionToo() {
        for (String trap : TRAPS) {
            ObjectNode document = Json.object().put(trap, trap);
            document.putArray("list").add(trap);
            String written = YamlWriter.write(document);
            assertThat(read(written)).as(written).isEqualTo(document);
            Map<Object, Object> old = new Yaml().load(written);
            assertThat(old).as(written).containsEntry(trap, trap).containsEntry("list", List.of(trap));
        }
        for (double number : new double[] {1e300, -2.5e-7, 0.1, 12345678.9, 1e21, 42}) {
            Number old = new Yaml().load(YamlWriter.write(Json.node(number)));
            assertThat(old.doubleValue()).isEqualTo(number);
        }
    }

    @Test
    void wordsWithoutQuotationMarksMeanWhatTheySay() {
        assertThat(
                        read(
                                "{on: off, no: yes, a: 010, b: 1e3, c: 0x10, d: True, e: ~, f: 1_0, g: 12:30, h: 2024-01-01, 1: -0.5}"))
                .isEqualTo(read("{\"on\": \"off\", \"no\": \"yes\", \"a\": \"010\", \"b\": 1000.0, \"c\": \"0x10\","
                        + " \"d\": true, \"e\": null, \"f\": \"1_0\", \"g\": \"12:30\", \"h\": \"2024-01-01\","
                        + " \"1\": -0.5}"));
        assertThat(read("a: &x [1]\nb: *x")).isEqualTo(read("{a: [1], b: [1]}"));
    }

    @Test
    void eachPartHasItsLine() {
        Located located = YamlReader.read("f.yaml", "a:\n  b:\n    - 1\n    - c: x\n");
        assertThat(located.places().get("/a")).hasToString("f.yaml:1");
        assertThat(located.places().get("/a/b")).hasToString("f.yaml:2");
        assertThat(located.places().get("/a/b/1/c")).hasToString("f.yaml:4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a: b: c",
                "a: [",
                "a: 1\na: 2",
                "!!java.net.URL [x]",
                "a: !!binary aGk=",
                "? [a]\n: b",
                "a: &a [*a]",
                "--- a\n--- b",
                "a: \u0001",
                "a:\n\t- b"
            })
    void whatIsNoPlainDataIsRefusedWithItsLine(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(MistakesException.class)
                .hasMessageMatching("(?s)test\\.yaml:\\d: .*");
    }

    @Test
    void aliasesOfAliasesEndSoon() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x]\n");
        for (int i = 1; i < 25; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThatThrownBy(() -> read(bomb.toString()))
                .isInstanceOf(MistakesException.class)
                .hasMessageContaining("aliases of aliases");
        assertThatThrownBy(() -> read("[".repeat(10_000))).isInstanceOf(MistakesException.class);
    }
}
