package dev.firstlight.server.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A flag that is released over and over: some releases do harm, early or late, some are paused by somebody meanwhile. */
final class Lane implements Callable<List<Lane.Ended>> {

    private static final int LATEST_HARM_MS = 20_000;
    private static final int LONGEST_S = 240;

    private final Doors doors;
    private final Place place;
    private final States states;
    private final ScheduledExecutorService later;
    private final Random random;
    private final String flag;
    private final List<Ended> ended = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private String serves = "off";

    Lane(Doors doors, Place place, States states, ScheduledExecutorService later, int number) {
        this.doors = doors;
        this.place = place;
        this.states = states;
        this.later = later;
        this.random = new Random(number);
        this.flag = "f" + number;
    }

    /**
     * A release that is over.
     *
     * @param harmed when the harm it does was acknowledged; null where it does none
     */
    record Ended(String id, @Nullable Instant harmed, String state) {}

    /** Makes its flag. */
    void begin() throws IOException, InterruptedException {
        place.flag(flag);
    }

    /** What was not as it should be. */
    List<String> wrong() {
        return wrong;
    }

    @Override
    public List<Ended> call() throws Exception {
        while (!states.over()) {
            release();
        }
        return ended;
    }

    private void release() throws Exception {
        String control = serves;
        String treatment = control.equals("off") ? "on" : "off";
        boolean harmful = random.nextInt(100) < 60;
        boolean paused = random.nextInt(100) < 15;
        String id = doors.must("POST", place.releases(), Place.request(flag, treatment, random.nextBoolean()))
                .path("id")
                .asText();
        List<String> treated = place.reportWell(id);
        Future<@Nullable Instant> harm = later.schedule(
                () -> {
                    if (paused) {
                        act(id, "pause");
                    }
                    return harmful ? harm(id, treated, paused) : well(id, paused);
                },
                random.nextInt(LATEST_HARM_MS),
                TimeUnit.MILLISECONDS);
        String state = states.end(id, LONGEST_S);
        ended.add(new Ended(id, harm.get(), state));
        serves = state.equals("COMPLETED") ? treatment : control;
        JsonNode served = doors.must("GET", place.targeting(flag), "");
        if (!served.path("default").path("variant").asText().equals(serves)) {
            wrong.add(id + " is " + state + ", and the flag serves " + served.path("default"));
        }
        if (state.equals("ROLLED_BACK")) {
            act(id, "acknowledge");
        }
    }

    private @Nullable Instant harm(String id, List<String> treated, boolean paused) throws Exception {
        boolean live = states.live(id);
        place.reportHarm(id, treated);
        Instant told = Instant.now();
        if (paused && random.nextBoolean()) {
            act(id, "resume");
        }
        return live ? told : null;
    }

    private @Nullable Instant well(String id, boolean paused) throws Exception {
        if (paused) {
            Thread.sleep(1_000 + random.nextInt(2_000));
            act(id, "resume");
        }
        return null;
    }

    /** What a person does; refused where the machine was faster. */
    private void act(String id, String action) throws IOException, InterruptedException {
        Doors.Answer answer =
                doors.admin("POST", place.releases() + "/" + id + "/" + action, "{\"comment\": \"campaign\"}");
        if (answer.status() != 200 && answer.status() != 409) {
            throw new IOException(action + ": " + answer);
        }
    }
}
