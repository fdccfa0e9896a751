package dev.firstlight.server.chaos;

import dev.firstlight.server.faults.Doors;
import dev.firstlight.server.faults.Place;
import java.io.IOException;
import java.util.List;

/** Releases a flag over and over; most do harm, at any time, and must be rolled back, once. Some are ended by somebody. */
final class ReleaseWorker extends Worker {

    /** A release that did harm while it ran, and how it ended. */
    static final String HARMFUL = "harmful";
    /** One that did none. */
    static final String HARMLESS = "harmless";

    private static final int LATEST_HARM_MS = 9_000;
    private static final long PATIENCE_NANOS = 150_000_000_000L;

    private final Doors doors;
    private final Place place;
    private final String flag;
    private final boolean often;
    private boolean made;
    private String serves = "off";

    /** @param often whether somebody ends releases all the time, just when they are harmful */
    ReleaseWorker(int number, long seed, History history, Doors doors, Place place, boolean often) {
        super(number, seed, history, 300);
        this.doors = doors;
        this.place = place;
        this.flag = "released-" + number;
        this.often = often;
    }

    @Override
    void step() throws IOException, InterruptedException {
        if (!made) {
            place.flag(flag);
            made = true;
        }
        String treatment = serves.equals("off") ? "on" : "off";
        String id = doors.must("POST", place.releases(), Place.request(flag, treatment, false))
                .path("id")
                .asText();
        long began = System.nanoTime();
        List<String> treated = place.reportWell(id);
        boolean harm = often || random.nextInt(100) < 70;
        boolean aborts = often || random.nextInt(100) < 15;
        Thread.sleep(random.nextInt(often ? 1_500 : LATEST_HARM_MS));
        boolean seen = false;
        if (harm) {
            place.reportHarm(id, treated);
            // Five more seconds of watching follow, and several looks.
            seen = state(id).equals("RUNNING");
        }
        if (aborts) {
            Thread.sleep(random.nextInt(often ? 1_100 : 3_000));
            act(id, "abort");
        }
        String state = end(id);
        note(harm ? HARMFUL : HARMLESS, flag, id, Op.Outcome.OK, state, began);
        if (seen && state.equals("COMPLETED")) {
            note("missed", flag, id, Op.Outcome.FAIL, state, began);
        }
        serves = state.equals("COMPLETED") ? treatment : serves;
        String served = doors.must("GET", place.targeting(flag), "")
                .path("default")
                .path("variant")
                .asText();
        if (!served.equals(serves)) {
            note("serves", flag, id + " is " + state, Op.Outcome.FAIL, served, began);
        }
        if (state.equals("ROLLED_BACK")) {
            act(id, "acknowledge");
        }
    }

    private String state(String id) throws IOException, InterruptedException {
        return doors.must("GET", place.releases() + "/" + id, "").path("state").asText();
    }

    private String end(String id) throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            var release = doors.must("GET", place.releases() + "/" + id, "");
            String state = release.path("state").asText();
            if (!List.of("SCHEDULED", "RUNNING", "PAUSED").contains(state)
                    && !release.path("step").asText().equals("WATCHING")) {
                return state;
            }
            if (System.nanoTime() > until) {
                throw new IllegalStateException("release " + id + " does not end: " + state);
            }
            Thread.sleep(300);
        }
    }

    /** What a person does; refused where the machine was faster. */
    private void act(String id, String action) throws IOException, InterruptedException {
        Doors.Answer answer =
                doors.admin("POST", place.releases() + "/" + id + "/" + action, "{\"comment\": \"chaos\"}");
        if (answer.status() != 200 && answer.status() != 409) {
            throw new IllegalStateException(action + ": " + answer);
        }
    }

    /** Releases that did harm and ended as if they had not, and flags that serve otherwise than the release says. */
    static List<String> check(List<Op> ops) {
        return ops.stream()
                .filter(op -> op.isOf("serves")
                        || op.isOf("missed")
                        || op.isOf(HARMLESS) && op.got().equals("ROLLED_BACK"))
                .map(op -> "release: " + op.line())
                .toList();
    }
}
