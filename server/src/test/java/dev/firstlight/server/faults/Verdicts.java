package dev.firstlight.server.faults;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What must hold when all is over, asked of the events that the database has. */
final class Verdicts {

    /** Evidence that comes with the last look before the end may come too late for it. */
    private static final Duration TOO_LATE = Duration.ofSeconds(3);

    private final List<String> wrong = new ArrayList<>();
    private int tooLate;
    private int harmful;
    private int harmless;

    /** Asks all of it. */
    static Verdicts of(Watcher watcher, List<Lane.Ended> ended) throws SQLException {
        Verdicts verdicts = new Verdicts();
        verdicts.wrong.addAll(watcher.broken());
        for (Lane.Ended one : ended) {
            verdicts.judge(watcher, one);
        }
        return verdicts;
    }

    private void judge(Watcher watcher, Lane.Ended one) throws SQLException {
        long back = watcher.count(
                "SELECT count(*) FROM release_event WHERE release_id = ? AND kind = 'rolledBack'", one.id());
        Instant harmed = one.harmed();
        if (harmed == null) {
            harmless++;
            // Harm that was reported to a release that had ended is none.
            if (back != 0 && one.state().equals("COMPLETED")) {
                wrong.add(one.id() + " did no harm, and was rolled back");
            }
            return;
        }
        if (back == 1) {
            harmful++;
            return;
        }
        long after = watcher.count(
                "SELECT floor(extract(epoch FROM max(at)) * 1000) FROM release_event"
                        + " WHERE release_id = ? AND kind IN ('completed', 'aborted', 'watched')",
                one.id());
        if (back == 0 && after - harmed.toEpochMilli() < TOO_LATE.toMillis()) {
            tooLate++;
        } else {
            wrong.add(one.id() + " did harm " + (after - harmed.toEpochMilli()) + " ms before it ended " + one.state()
                    + ", and was rolled back " + back + " times");
        }
    }

    List<String> wrong() {
        return wrong;
    }

    int harmful() {
        return harmful;
    }

    int harmless() {
        return harmless;
    }

    int tooLate() {
        return tooLate;
    }
}
