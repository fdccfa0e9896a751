package dev.firstlight.server.chaos;

import java.util.List;

/** Whether those who lost all servers at one moment come back one by one, or all at the same moments. */
final class Crowd {

    private static final long WINDOW_NANOS = 150_000_000;
    /**
     * Besides one for each: two connections may be asked for by each at a time. On a busy machine 48 that draw their waits
     * asked for 35 at most, and for 78 when they all waited equally long.
     */
    private static final int CHANCE = 4;

    private Crowd() {}

    /** @param connects when somebody asked for a connection */
    static List<String> check(List<Long> connects, int clients) {
        int most = most(connects);
        return most > clients + CHANCE
                ? List.of(most + " connections of " + clients + " applications were asked for within "
                        + WINDOW_NANOS / 1_000_000 + " ms")
                : List.of();
    }

    /** The most that came within the shortest of times. */
    static int most(List<Long> connects) {
        List<Long> sorted = connects.stream().sorted().toList();
        int most = 0;
        int from = 0;
        for (int i = 0; i < sorted.size(); i++) {
            while (sorted.get(i) - sorted.get(from) > WINDOW_NANOS) {
                from++;
            }
            most = Math.max(most, i - from + 1);
        }
        return most;
    }
}
