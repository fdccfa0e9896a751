package dev.firstlight.server.relays;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How a release went on while a region was cut off, and what its receipts said: each time that something changed. */
final class Timeline {

    /** Whoever has said nothing for as long is not waited for. */
    private static final Duration CONNECTED = Duration.ofSeconds(90);

    private final long start;
    private final List<Moment> moments = new ArrayList<>();

    Timeline(long start) {
        this.start = start;
    }

    /**
     * How it stood from a moment on.
     *
     * @param after the cut
     * @param confirmed how many of the connected instances served what the stage changed
     * @param current how many of them served what the environment was at
     */
    record Moment(Duration after, String state, String step, int stage, int connected, int confirmed, int current) {
        boolean same(Moment other) {
            return state.equals(other.state)
                    && step.equals(other.step)
                    && stage == other.stage
                    && connected == other.connected
                    && confirmed == other.confirmed
                    && current == other.current;
        }
    }

    void note(JsonPath release, JsonPath receipts) {
        String step = release.getString("step");
        Integer confirmed = release.get("receipts.applied");
        Moment now = new Moment(
                Duration.ofNanos(System.nanoTime() - start),
                release.getString("state"),
                step == null ? "" : step,
                release.getInt("stage"),
                receipts.getInt("connected"),
                confirmed == null ? 0 : confirmed,
                receipts.getInt("applied"));
        if (moments.isEmpty() || !now.same(moments.get(moments.size() - 1))) {
            moments.add(now);
        }
    }

    List<Moment> moments() {
        return moments;
    }

    /** The second stage waited for those that were cut off, who were named as behind, for as long as they counted as connected. */
    void waitedForThemWhileTheyWereConnected(int all, int cutOff) {
        List<Moment> waiting = moments.stream()
                .filter(moment -> moment.stage() == 1 && moment.step().equals("AWAITING_RECEIPTS"))
                .toList();
        assertThat(waiting)
                .as("waited for: %s", moments)
                .anyMatch(moment -> moment.connected() == all && moment.confirmed() == all - cutOff);
        Moment baking = moments.stream()
                .filter(moment -> moment.stage() == 1 && moment.step().equals("BAKING"))
                .findFirst()
                .orElseThrow();
        assertThat(baking.connected()).as("%s", moments).isEqualTo(all - cutOff);
        assertThat(baking.after()).isBetween(CONNECTED.minusSeconds(35), CONNECTED.plusSeconds(10));
    }
}
