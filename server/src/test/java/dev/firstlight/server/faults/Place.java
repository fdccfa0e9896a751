package dev.firstlight.server.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A project whose flags are released, and the applications in it that report what they see. */
public final class Place {

    private static final AtomicLong UNITS = new AtomicLong();
    private static final int EACH_ARM = 300;
    private static final int EVENTS = 30;

    private final AtomicInteger seq = new AtomicInteger();
    private final Doors doors;
    private final String path;
    private final String key;

    private Place(Doors doors, String path, String key) {
        this.doors = doors;
        this.path = path;
        this.key = key;
    }

    /** Makes a project, and what releases in it need. */
    public static Place make(Doors doors, String project) throws IOException, InterruptedException {
        String path = "/api/v1/projects/" + project;
        doors.must("POST", "/api/v1/projects", "{\"key\": \"" + project + "\", \"name\": \"Campaign\"}");
        doors.must("PUT", path + "/regions/nz", "{\"name\": \"NZ\", \"countries\": []}");
        doors.must(
                "PUT",
                path + "/metrics/panel.error",
                "{\"name\": \"error rate\", \"kind\": \"binary\", \"worse\": \"higher\"}");
        JsonNode made = doors.must(
                "POST", path + "/environments/production/keys", "{\"name\": \"campaign\", \"kind\": \"server\"}");
        return new Place(doors, path, made.path("key").asText());
    }

    /** Of an SDK. */
    public String key() {
        return key;
    }

    /** Makes a flag and turns it on. */
    public void flag(String flag) throws IOException, InterruptedException {
        doors.must(
                "POST",
                path + "/flags",
                "{\"key\": \"" + flag + "\", \"type\": \"boolean\", \"variants\": {\"on\": true, \"off\": false},"
                        + " \"offVariant\": \"off\"}");
        doors.must(
                "POST",
                path + "/flags/" + flag + "/environments/production/changes",
                "{\"instructions\": [{\"kind\": \"turnOn\"}]}");
    }

    /** Where a flag is. */
    public String targeting(String flag) {
        return path + "/flags/" + flag + "/environments/production";
    }

    /** Where its releases are. */
    public String releases() {
        return path + "/releases";
    }

    /** Six stages that bake for a second each, and five seconds in which what completed is watched. */
    public static String request(String flag, String treatment, boolean receipts) {
        String stages = Stream.of(50, 60, 70, 80, 90, 100)
                .map(percent -> "{\"regions\": [\"nz\"], \"percent\": " + percent
                        + ", \"bake\": \"PT1S\", \"receipts\": " + (receipts ? "1" : "null") + "}")
                .collect(Collectors.joining(", "));
        return "{\"environment\": \"production\", \"flag\": \"" + flag + "\", \"treatment\": \"" + treatment
                + "\", \"start\": true, \"plan\": {\"stages\": [" + stages
                + "], \"watch\": \"PT5S\", \"guards\": [{\"metric\": \"panel.error\", \"margin\": 5}]}}";
    }

    /** One stage that nobody leaves while this is measured. */
    static String patientRequest(String flag, String treatment) {
        return "{\"environment\": \"production\", \"flag\": \"" + flag + "\", \"treatment\": \"" + treatment
                + "\", \"start\": true, \"plan\": {\"stages\": [{\"regions\": [\"nz\"], \"percent\": 50, \"bake\": \"PT1H\","
                + " \"receipts\": null}], \"guards\": [{\"metric\": \"panel.error\", \"margin\": 5}]}}";
    }

    /** Where the environment is. */
    long revision() throws IOException, InterruptedException {
        return doors.must("GET", path + "/environments/production", "")
                .path("revision")
                .asLong();
    }

    /** Both arms do equally well; gives the treated. */
    public List<String> reportWell(String release) throws IOException, InterruptedException {
        List<String> treated = units();
        List<String> others = units();
        report(
                exposed(release, "treatment", treated) + ", " + exposed(release, "control", others),
                happened(release, treated.subList(0, EVENTS)) + ", " + happened(release, others.subList(0, EVENTS)));
        return treated;
    }

    /** All the treated have it. */
    public void reportHarm(String release, List<String> treated) throws IOException, InterruptedException {
        report("", happened(release, treated));
    }

    /** Says that an application serves what the environment is at. */
    public void serve() throws IOException, InterruptedException {
        report("", "");
    }

    private static List<String> units() {
        return Stream.generate(() -> String.format(Locale.ROOT, "%016x", UNITS.incrementAndGet() * 0x9E3779B97F4A7C15L))
                .limit(EACH_ARM)
                .toList();
    }

    private static String exposed(String release, String arm, List<String> units) {
        return "{\"release\": \"" + release + "\", \"stage\": 0, \"region\": \"nz\", \"arm\": \"" + arm
                + "\", \"units\": " + json(units) + "}";
    }

    private static String happened(String release, List<String> units) {
        return "{\"release\": \"" + release + "\", \"metric\": \"panel.error\", \"units\": " + json(units) + "}";
    }

    private static String json(List<String> units) {
        return units.stream().collect(Collectors.joining("\", \"", "[\"", "\"]"));
    }

    private void report(String exposures, String outcomes) throws IOException, InterruptedException {
        long revision = revision();
        String batch = "{\"instance\": \"campaign\", \"seq\": " + seq.incrementAndGet()
                + ", \"sdk\": {\"name\": \"test\", \"version\": \"1\"}, \"region\": \"nz\","
                + " \"applied\": {\"epoch\": 1, \"revision\": " + revision + "}, \"exposures\": [" + exposures
                + "], \"outcomes\": [" + outcomes + "]}";
        Doors.Answer answer = doors.send("POST", "/sdk/v1/telemetry", batch, key);
        if (answer.status() != 202) {
            throw new IOException("telemetry: " + answer);
        }
    }
}
