package dev.firstlight.server.apifuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Ways in which requests are wrong. */
final class Breakage {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String RAW = "@@raw@@";

    static final List<String> SEGMENTS = List.of(
            "..",
            ".",
            "%2e%2e",
            "%2F",
            "%00",
            "%0a",
            "%7f",
            "a%20b",
            "%zz",
            "%",
            "%c0%af",
            "%ff",
            "%ed%a0%80",
            "%F0%9F%99%82",
            "%E6%97%A5",
            "'%20OR%201=1--",
            "%22",
            "{}",
            "*",
            "-",
            "_",
            "UPPER",
            "a".repeat(65),
            "a".repeat(5000),
            "0",
            "-1",
            "99999999999999999999",
            "null",
            "true",
            "a;b=c",
            "a%3Bb",
            "a\\b",
            "+",
            "a+b",
            "~",
            "a:b",
            "@");

    static final List<String> QUERIES = List.of(
            "",
            "%00",
            "%zz",
            "%ff",
            "%ed%a0%80",
            "abc",
            "-1",
            "0",
            "1.5",
            "1e3",
            "99999999999999999999999",
            "9223372036854775807",
            "2147483648",
            "true",
            "maybe",
            "[]",
            "{}",
            "null",
            "NaN",
            "%20",
            "%F0%9F%99%82",
            "a".repeat(3000),
            "PT-1S",
            "PT-9999999999999H",
            "-999999999-01-01T00:00:00Z",
            "%2B999999999-12-31T23:59:59Z",
            "P999999999D",
            "2026-13-45T99:99:99Z",
            "1-2-3",
            "0-0",
            "state:maybe",
            "stale:%3E99999999999d",
            "stage:(((",
            "'",
            "%22");

    static final List<String[]> HEADERS = List.of(
            new String[] {"If-Match", "abc"},
            new String[] {"If-Match", "*"},
            new String[] {"If-Match", "\"\""},
            new String[] {"If-Match", ""},
            new String[] {"If-Match", "\"1\", \"2\""},
            new String[] {"If-Match", "W/\"1\""},
            new String[] {"If-Match", "\"99999999999999999999\""},
            new String[] {"If-Match", "\"-1\""},
            new String[] {"If-Match", "1"},
            new String[] {"If-None-Match", "*"},
            new String[] {"If-None-Match", "W/\"x\", y"},
            new String[] {"If-None-Match", "\u00ff\u00fe"},
            new String[] {"Accept", "text/html"},
            new String[] {"Accept", "image/png"},
            new String[] {"Accept", "application/xml;q=0.9"},
            new String[] {"Accept", "garbage"},
            new String[] {"Accept", ";;;"},
            new String[] {"Accept", "*/*;q=0"},
            new String[] {"Accept", "application/json;q=x"},
            new String[] {"Accept", ""},
            new String[] {"Accept", "text/event-stream"},
            new String[] {"Accept-Encoding", "br;q=1.0, gzip;q=0"},
            new String[] {"Accept-Language", "zz-ZZ, *;q=0.0000001"},
            new String[] {"Accept-Charset", "utf-7"},
            new String[] {"Idempotency-Key", ""},
            new String[] {"Idempotency-Key", "k".repeat(300)},
            new String[] {"Idempotency-Key", "with space"},
            new String[] {"Idempotency-Key", "\u00e9"},
            new String[] {"Idempotency-Key", "one-for-all"},
            new String[] {"Last-Event-ID", "x-y"},
            new String[] {"Last-Event-ID", "9999999999999999999999-1"},
            new String[] {"Origin", "https://evil.example"},
            new String[] {"Origin", "null"},
            new String[] {"Origin", "%%%"},
            new String[] {"Range", "bytes=0-0"},
            new String[] {"X-HTTP-Method-Override", "DELETE"},
            new String[] {"X-API-Key", "fls_nothing"},
            new String[] {"Cookie", "session=;;=;x"},
            new String[] {"Cookie", "session=" + "s".repeat(3000)},
            new String[] {"X-Forwarded-For", "::::"},
            new String[] {"X-Long", "h".repeat(15_000)},
            new String[] {"Expect", "100-continue"});

    static final List<String> TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/json;charset=utf-16",
            "application/json; charset=nonsense",
            "application/merge-patch+json",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            ";;;",
            "json",
            "*/*",
            "application/*",
            "application/json, text/plain",
            "");

    static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "FOO", "get");

    private final SplittableRandom random;

    Breakage(SplittableRandom random) {
        this.random = random;
    }

    <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private record Place(JsonNode parent, Object key, JsonNode value) {
        void set(JsonNode to) {
            if (parent instanceof ObjectNode object) {
                object.set((String) key, to);
            } else {
                ((ArrayNode) parent).set((Integer) key, to);
            }
        }

        void remove() {
            if (parent instanceof ObjectNode object) {
                object.remove((String) key);
            } else {
                ((ArrayNode) parent).remove((Integer) key);
            }
        }
    }

    /** The text of a document with one thing, sometimes two, wrong in it. */
    String json(JsonNode sound) {
        JsonNode document = sound.deepCopy();
        StringBuilder raw = new StringBuilder();
        for (int i = random.nextInt(4) == 0 ? 2 : 1; i > 0; i--) {
            List<Place> places = new ArrayList<>();
            collect(document, places);
            if (places.isEmpty()) {
                return any(List.of("[]", "{\"unknown\":1}", "null", "\"\"", "0", "{}"));
            }
            change(any(places), raw);
        }
        return document.toString().replace("\"" + RAW + "\"", raw.isEmpty() ? "0" : raw);
    }

    private void collect(JsonNode node, List<Place> places) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(one -> places.add(new Place(object, one.getKey(), one.getValue())));
            object.forEach(one -> collect(one, places));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                places.add(new Place(array, i, array.get(i)));
                collect(array.get(i), places);
            }
        }
    }

    private void change(Place place, StringBuilder raw) {
        switch (random.nextInt(14)) {
            case 0, 1 -> place.remove();
            case 2, 3 -> {
                if (place.parent() instanceof ObjectNode object) {
                    object.set(any(List.of("unknown", "", "__proto__", "a/b~c", "🙂", "key ")), place.value());
                } else {
                    ((ArrayNode) place.parent()).add(place.value());
                }
            }
            case 4 -> place.set(NODES.nullNode());
            case 5, 6 -> place.set(another(place.value()));
            case 7 -> place.set(number());
            case 8, 9, 10 -> place.set(NODES.textNode(text()));
            case 11 -> {
                place.set(NODES.textNode(RAW));
                raw.append(any(List.of(
                        "\"\\ud800\"",
                        "\"a\\udc00b\"",
                        "\"\\u0000\"",
                        "\"a\\u0000b\"",
                        "NaN",
                        "Infinity",
                        "-0",
                        "1e400",
                        "1E+999999999",
                        "01",
                        "+1",
                        "'x'",
                        "[1,]",
                        "{\"a\":1,\"a\":2}",
                        nested(40, "[", "]"),
                        nested(40, "{\"not\":", "}"),
                        nested(2000, "[", "]"),
                        "9".repeat(200),
                        "0." + "1".repeat(300))));
            }
            case 12 -> place.set(NODES.arrayNode().add(place.value()));
            default -> place.set(NODES.objectNode().set("x", place.value()));
        }
    }

    static String nested(int depth, String open, String close) {
        return open.repeat(depth) + (open.endsWith(":") ? "1" : "") + close.repeat(depth);
    }

    private JsonNode another(JsonNode value) {
        return any(List.<JsonNode>of(
                        NODES.textNode("x"),
                        NODES.numberNode(7),
                        NODES.numberNode(7.5),
                        NODES.booleanNode(true),
                        NODES.arrayNode(),
                        NODES.objectNode(),
                        NODES.arrayNode().add(1).add("a"),
                        value.isTextual() ? NODES.numberNode(12) : NODES.textNode(value.toString())))
                .deepCopy();
    }

    private JsonNode number() {
        return any(List.<JsonNode>of(
                NODES.numberNode(0),
                NODES.numberNode(-1),
                NODES.numberNode(Long.MAX_VALUE),
                NODES.numberNode(Long.MIN_VALUE),
                NODES.numberNode(new BigInteger("18446744073709551616")),
                NODES.numberNode(new BigInteger("9".repeat(90))),
                NODES.numberNode(new BigDecimal("1e99")),
                NODES.numberNode(new BigDecimal("-0.0000000000000000000000000001")),
                NODES.numberNode(Integer.MAX_VALUE),
                NODES.numberNode(2_147_483_648L),
                NODES.numberNode(9_007_199_254_740_993L),
                NODES.numberNode(0.1),
                NODES.numberNode(100_001)));
    }

    private String text() {
        return any(List.of(
                "",
                " ",
                "\t\n\r",
                "\u0000",
                "a\u0000b",
                "\u0001\u001f\u007f",
                "\u0085\u2028\ufeff",
                "nothing-of-this-name",
                "UPPER CASE",
                "x".repeat(65),
                "x".repeat(300),
                "x".repeat(2_001),
                "x".repeat(70_000),
                "🙂".repeat(200),
                "../../etc/passwd",
                "'; DROP TABLE flag; --",
                "%s%n%d",
                "${jndi:ldap://x}",
                "(((((((((((a*)*)*)*)*)*)*)*)*)*)*)*$",
                "[",
                "2026-02-30T00:00:00Z",
                "2026-01-01",
                "+999999999-12-31T23:59:59Z",
                "-292277022657-01-27T08:29:52Z",
                "0000-00-00T00:00:00Z",
                "P1Y",
                "P999999999999D",
                "PT99999999999999H",
                "P-1D",
                "<script>alert(1)</script>",
                "null",
                "\u202e\u0627"));
    }

    /** Bytes that are no sound document at all. */
    byte[] bytes(byte[] sound) {
        String text = new String(sound, StandardCharsets.UTF_8);
        return switch (random.nextInt(16)) {
            case 0 -> new byte[0];
            case 1 -> text.substring(0, random.nextInt(text.length() + 1)).getBytes(StandardCharsets.UTF_8);
            case 2 -> (text + "}").getBytes(StandardCharsets.UTF_8);
            case 3 -> (text + " " + text).getBytes(StandardCharsets.UTF_8);
            case 4 -> text.getBytes(StandardCharsets.UTF_16);
            case 5 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
            case 6 -> flipped(sound);
            case 7 -> ("[" + text + "]").getBytes(StandardCharsets.UTF_8);
            case 8 -> "null".getBytes(StandardCharsets.UTF_8);
            case 9 ->
                any(List.of("\"text\"", "17", "true", "[]", "{}", "NaN", "   ", "\n", "//", "{,}"))
                        .getBytes(StandardCharsets.UTF_8);
            case 10 -> nested(100_000, "[", "]").getBytes(StandardCharsets.UTF_8);
            case 11 -> nested(40, "{\"a\":", "}").getBytes(StandardCharsets.UTF_8);
            case 12 -> new byte[] {'{', '"', (byte) 0xff, (byte) 0xc0, '"', ':', '1', '}'};
            case 13 ->
                ("{\"key\":\"" + "x".repeat(random.nextBoolean() ? 300_000 : 1_100_000) + "\"}")
                        .getBytes(StandardCharsets.UTF_8);
            case 14 -> text.replaceFirst("\\{", "{\"key\":1,\"key\":2,").getBytes(StandardCharsets.UTF_8);
            default -> "key=value&x=1".getBytes(StandardCharsets.UTF_8);
        };
    }

    private byte[] flipped(byte[] sound) {
        byte[] bytes = sound.clone();
        for (int i = 0; i < 3 && bytes.length > 0; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
