package dev.firstlight.server.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who was refused, how often, and what they asked for first, since this was last taken. However many try however often, it
 * stays small: from a number on they are counted together.
 */
final class TurnedAway {

    /** Told apart at once; the audit gets a row for each. */
    static final int MOST = 20;

    static final String OTHERS = "others";

    private static final int LONGEST = 300;

    private Map<String, Tally> tallies = new LinkedHashMap<>();

    /**
     * How often somebody was refused.
     *
     * @param first the method and path of the first request
     * @param counts by status
     */
    record Tally(String first, Map<String, Integer> counts) {}

    /**
     * Counts one.
     *
     * @param who a caller's id, or an address
     * @param request its method and path
     */
    synchronized void add(String who, int status, String request) {
        String name = tallies.containsKey(who) || tallies.size() < MOST ? who : OTHERS;
        tallies.computeIfAbsent(
                        name,
                        key -> new Tally(request.substring(0, Math.min(LONGEST, request.length())), new TreeMap<>()))
                .counts()
                .merge(Integer.toString(status), 1, Integer::sum);
    }

    /** All of them; from then on it begins anew. */
    synchronized Map<String, Tally> take() {
        Map<String, Tally> taken = tallies;
        tallies = new LinkedHashMap<>();
        return taken;
    }
}
