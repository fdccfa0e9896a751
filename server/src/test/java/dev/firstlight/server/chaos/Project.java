package dev.firstlight.server.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The project in which everything happens. */
final class Project {

    static final String KEY = "chaos";
    static final String PATH = "/api/v1/projects/" + KEY;
    static final String ENVIRONMENT = PATH + "/environments/production";
    static final int VARIANTS = 40;
    static final int PAIRS = 2;
    static final int REGISTERS = 4;

    /** What is edited to see how soon a change arrives. */
    static final String CANARY = "canary";

    private Project() {}

    static String variant(int number) {
        return "v" + number;
    }

    static String targeting(String flag) {
        return PATH + "/flags/" + flag + "/environments/production";
    }

    static List<String> registers() {
        return IntStream.range(0, REGISTERS).mapToObj(i -> "register-" + i).toList();
    }

    /** Each half of a pair, and the other. */
    static Map<String, String> pairs() {
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < PAIRS; i++) {
            pairs.put("pair-" + i + "-a", "pair-" + i + "-b");
            pairs.put("pair-" + i + "-b", "pair-" + i + "-a");
        }
        return pairs;
    }

    /** Flags that observers look at. */
    static List<String> observed() {
        List<String> flags = new ArrayList<>(registers());
        flags.addAll(pairs().keySet());
        return flags;
    }

    /** Makes it; gives the key of an SDK. */
    static String make(Client client) throws IOException, InterruptedException {
        client.until("POST", "/api/v1/projects", "{\"key\": \"" + KEY + "\", \"name\": \"Chaos\"}");
        client.until("PUT", PATH + "/regions/nz", "{\"name\": \"NZ\", \"countries\": []}");
        for (String flag : observed()) {
            flag(client, flag);
        }
        flag(client, CANARY);
        return key(client).path("key").asText();
    }

    static com.fasterxml.jackson.databind.JsonNode key(Client client) throws IOException, InterruptedException {
        return client.until("POST", ENVIRONMENT + "/keys", "{\"name\": \"chaos\", \"kind\": \"server\"}")
                .json();
    }

    /** Edits the canary, at one node. */
    static boolean sing(Client client, int node, String variant) throws IOException, InterruptedException {
        return client.send(
                        node,
                        "POST",
                        targeting(CANARY) + "/changes",
                        "{\"instructions\": [{\"kind\": \"setDefault\", \"variant\": \"" + variant + "\"}]}")
                .done();
    }

    /** Makes a flag that is on. */
    static void flag(Client client, String flag) throws InterruptedException {
        String variants = IntStream.range(0, VARIANTS)
                .mapToObj(i -> "\"" + variant(i) + "\": \"" + variant(i) + "\"")
                .collect(Collectors.joining(", "));
        client.until(
                "POST",
                PATH + "/flags",
                "{\"key\": \"" + flag + "\", \"type\": \"string\", \"variants\": {" + variants
                        + "}, \"offVariant\": \"v0\"}");
        client.until("POST", targeting(flag) + "/changes", "{\"instructions\": [{\"kind\": \"turnOn\"}]}");
    }
}
