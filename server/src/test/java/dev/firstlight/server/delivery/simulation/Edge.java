package dev.firstlight.server.delivery.simulation;

/**
 * Pages that ask edge runtimes, as the SDK's entry for them does it: whoever asks one whose ruleset is older than may be
 * waits until it is fetched anew; the others are answered from what is there. A runtime of which nobody asks asks nobody.
 */
final class Edge {

    private final Kind kind;
    private final Chance chance;
    private final Arrivals arrivals = new Arrivals();
    private long fetches;

    /**
     * A network of such runtimes.
     *
     * @param runtimes how many
     * @param maxAge seconds that a ruleset may be old
     * @param pages that are open
     * @param askEvery seconds from one question of a page to its next, at random moments
     * @param away seconds from a runtime to the server and back
     * @param seconds that are looked at; the change comes in their middle
     */
    record Kind(int runtimes, double maxAge, long pages, double askEvery, double away, double seconds) {}

    /**
     * How it went.
     *
     * @param arrivals when pages have the change
     * @param fetchesPerSecond that the server was asked
     */
    record Outcome(Arrivals arrivals, double fetchesPerSecond) {}

    private Edge(Kind kind, long seed) {
        this.kind = kind;
        this.chance = new Chance(seed);
    }

    static Outcome run(Kind kind, long seed) {
        return new Edge(kind, seed).run();
    }

    private Outcome run() {
        for (int i = 0; i < kind.runtimes(); i++) {
            runtime(kind.pages() / kind.runtimes() + (i < kind.pages() % kind.runtimes() ? 1 : 0));
        }
        return new Outcome(arrivals, fetches / kind.seconds());
    }

    /** Between two questions of anybody's there is a time of chance; the one that finds the ruleset too old has it fetched. */
    private void runtime(long pages) {
        if (pages == 0) {
            return;
        }
        double change = kind.seconds() / 2;
        double between = kind.askEvery() / pages;
        double fresh = Double.NaN;
        // Long before, so that runtimes are in no step.
        double fetch = -kind.maxAge() * chance.upTo(1);
        while (true) {
            fetch += kind.maxAge() + chance.exponential(between);
            if (fetch >= 0 && fetch < kind.seconds()) {
                fetches++;
            }
            if (Double.isNaN(fresh) && fetch >= change) {
                fresh = fetch + kind.away() - change;
            }
            if (fetch >= kind.seconds() && !Double.isNaN(fresh)) {
                break;
            }
        }
        // Each page's own next question comes evenly within the time from one to its next.
        arrivals.add(new Ramp(fresh, fresh + kind.askEvery(), pages));
    }
}
