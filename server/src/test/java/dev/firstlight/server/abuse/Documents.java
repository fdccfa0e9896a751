package dev.firstlight.server.abuse;

import dev.firstlight.server.abuse.Volley.Shot;
import dev.firstlight.server.support.Api;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Documents that are small to send and large to read. */
final class Documents {

    private static final int MUCH = 240_000;

    private Documents() {}

    /** JSON that is deep, wide, long, or says things twice, to all who read JSON. */
    static List<Shot> bombs(Target target) {
        Map<String, String> bombs = new TreeMap<>();
        bombs.put("deep lists", "[".repeat(MUCH) + "]".repeat(MUCH));
        bombs.put("deep objects", "{\"a\":".repeat(MUCH / 5) + "1" + "}".repeat(MUCH / 5));
        bombs.put("a wide list", "{\"context\":{\"targetingKey\":\"a\",\"x\":[" + "1,".repeat(MUCH / 2) + "1]}}");
        bombs.put("a wide object", wide(i -> "\"k" + i + "\":1"));
        bombs.put("one name again and again", wide(i -> "\"k\":1"));
        bombs.put("names of one hash", wide(Documents::sameHash));
        bombs.put("a long number", "{\"context\":{\"targetingKey\":\"a\",\"x\":" + "9".repeat(MUCH) + "}}");
        bombs.put("a number without end", "{\"context\":{\"targetingKey\":\"a\",\"x\":1e999999999}}");
        bombs.put("a fraction without end", "{\"seq\":1e-999999999,\"email\":1E+2147483647}");
        bombs.put("a long text", "{\"email\":\"" + "x".repeat(MUCH) + "\",\"password\":\"" + "x".repeat(MUCH) + "\"}");
        bombs.put("escapes", "{\"email\":\"" + "\\u0041".repeat(MUCH / 6) + "\"}");
        bombs.put("half characters", "{\"email\":\"" + "\\ud800".repeat(MUCH / 6) + "\"}");
        List<Shot> shots = new ArrayList<>();
        bombs.forEach((name, body) -> {
            shots.add(Shot.json(name + ", signing in", "/api/v1/session", "", body, "X-Firstlight: console"));
            shots.add(Shot.json(name + ", evaluating", "/ofrep/v1/evaluate/flags", target.clientKey(), body));
            shots.add(Shot.json(name + ", of a page", "/client/v1/evaluate", target.clientKey(), body));
            shots.add(Shot.json(name + ", telemetry", "/sdk/v1/telemetry", target.serverKey(), body));
            shots.add(Shot.json(name + ", Unleash", "/api/frontend", target.clientKey(), body));
            shots.add(Shot.json(name + ", a change", Target.ENVIRONMENT + "/changes", Api.ADMIN, body));
            shots.add(Shot.json(name + ", an import", Target.ENVIRONMENT + "/import?from=flagd", Api.ADMIN, body));
        });
        return shots;
    }

    private static String wide(java.util.function.IntFunction<String> member) {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; text.length() < MUCH; i++) {
            text.append(i == 0 ? "" : ",").append(member.apply(i));
        }
        return text.append('}').toString();
    }

    /** Aa and BB have one hash, and so has whatever is made of them alike. */
    private static String sameHash(int number) {
        StringBuilder name = new StringBuilder();
        for (int bit = 0; bit < 16; bit++) {
            name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return "\"" + name + "\":1";
    }

    /** A thousand times as large once it is unpacked. */
    static List<Shot> packed(Target target) throws IOException {
        byte[] bomb = gzip(gzip(new byte[0], 0), 200 << 20);
        List<Shot> shots = new ArrayList<>();
        for (String encoding : List.of("gzip", "deflate", "br", "zstd", "gzip, gzip")) {
            String header = "Content-Encoding: " + encoding;
            shots.add(Shot.json(encoding, "/api/v1/session", "", bomb, header, "X-Firstlight: console"));
            shots.add(Shot.json(encoding, "/ofrep/v1/evaluate/flags", target.clientKey(), bomb, header));
            shots.add(Shot.json(encoding, "/sdk/v1/telemetry", target.serverKey(), bomb, header));
            shots.add(Shot.json(encoding, Target.ENVIRONMENT + "/import?from=flagd", Api.ADMIN, bomb, header));
        }
        return shots;
    }

    private static byte[] gzip(byte[] before, int zeros) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(before);
            byte[] block = new byte[1 << 20];
            for (int i = 0; i < zeros >> 20; i++) {
                out.write(block);
            }
        }
        return bytes.toByteArray();
    }

    /** Texts and patterns that some engines would be busy with for years. */
    static List<Shot> patterns(Target target) {
        List<Shot> shots = new ArrayList<>();
        String digits = "{\"context\":{\"userId\":\"" + "1".repeat(MUCH) + "x\",\"properties\":{\"a\":\""
                + "1".repeat(9) + "\"}}}";
        shots.add(Shot.json("a long number as a text", "/api/frontend", target.clientKey(), digits));
        shots.add(Shot.raw(
                "a long Accept",
                "GET /q/health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept: a/a" + ",a/a".repeat(3_900)
                        + "@\r\n\r\n"));
        shots.add(Shot.raw(
                "a long query",
                "GET /api/v1/projects/" + Target.PROJECT + "/flags?query=" + "%22".repeat(1_000)
                        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer " + Api.ADMIN
                        + "\r\n\r\n"));
        for (String pattern : List.of("(((a{99}){99}){99}){99}", "((a*)*)*b", "(a|a)*b", "(.*a){500}", "(.*a){25}b")) {
            shots.add(Shot.json(
                    "a rule with " + pattern,
                    Target.ENVIRONMENT + "/changes?dryRun=true",
                    Api.ADMIN,
                    "{\"comment\":\"x\",\"changes\":[{\"flag\":\"flag-1\",\"do\":\"addRule\",\"rule\":{\"id\":\"r\",\"when\":"
                            + "{\"attribute\":\"a\",\"op\":\"matches\",\"value\":\"" + pattern
                            + "\"},\"serve\":{\"variant\":\"on\"}}}]}"));
            shots.add(Shot.json(
                    "a schema with " + pattern,
                    "/api/v1/projects/" + Target.PROJECT + "/flags?dryRun=true",
                    Api.ADMIN,
                    "{\"key\":\"s\",\"type\":\"object\",\"variants\":{\"on\":{\"t\":\"" + "a".repeat(90_000)
                            + "\"},\"off\":{}},\"schema\":{\"properties\":{\"t\":{\"type\":\"string\",\"pattern\":\""
                            + pattern + "\"}}}}"));
            String text = "a".repeat(40) + "!";
            shots.add(Shot.json(
                    "an import from GrowthBook with " + pattern,
                    Target.ENVIRONMENT + "/import?from=growthbook&dryRun=true",
                    Api.ADMIN,
                    "{\"features\":{\"f\":{\"defaultValue\":true,\"rules\":[{\"condition\":{\"n\":{\"$in\":[\"" + text
                            + "\"]}},\"force\":false},{\"condition\":{\"n\":{\"$regex\":\"" + pattern
                            + "\"}},\"force\":false}]}}}"));
            shots.add(Shot.json(
                    "an import from LaunchDarkly with " + pattern,
                    Target.ENVIRONMENT + "/import?from=launchdarkly&dryRun=true",
                    Api.ADMIN,
                    "{\"flags\":{\"f\":{\"key\":\"f\",\"on\":true,\"salt\":\"s\",\"variations\":[true,false],\"offVariation\":1,"
                            + "\"fallthrough\":{\"variation\":0},\"rules\":[{\"id\":\"i\",\"variation\":1,\"clauses\":[{"
                            + "\"attribute\":\"n\",\"op\":\"in\",\"values\":[\"" + text
                            + "\"]}]},{\"id\":\"r\",\"variation\":1,\"clauses\":[{\"attribute\":\"n\",\"op\":\"matches\","
                            + "\"values\":[\"" + pattern + "\"]}]}]}}}"));
        }
        return shots;
    }
}
