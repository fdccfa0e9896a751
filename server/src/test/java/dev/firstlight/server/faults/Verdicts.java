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

    private static final List<String> NEVER = List.of(
            "SELECT 'steps of ' || release_id || ' are not consecutive' FROM release_event GROUP BY release_id"
                    + " HAVING min(step) <> 1 OR max(step) <> count(*)",
            "SELECT 'the version of ' || r.id || ' is not its last step' FROM release r"
                    + " WHERE r.version <> (SELECT max(step) FROM release_event WHERE release_id = r.id)",
            "SELECT release_id || ' is ' || kind || ' ' || count(*) || ' times' FROM release_event"
                    + " WHERE kind IN ('started', 'rolledBack', 'completed', 'aborted', 'watched')"
                    + " GROUP BY release_id, kind HAVING count(*) <> 1",
            "SELECT id || ' is ' || state || ' without a word' FROM release r WHERE NOT EXISTS (SELECT FROM release_event"
                    + " WHERE release_id = r.id AND kind IN ('rolledBack', 'completed', 'aborted'))",
            "SELECT release_id || ' goes from stage ' || before || ' to ' || stage FROM (SELECT release_id, step, kind,"
                    + " stage, lag(stage) OVER (PARTITION BY release_id ORDER BY step) AS before FROM release_event) e"
                    + " WHERE kind = 'advanced' AND stage <> before + 1 OR kind NOT IN ('started', 'advanced')"
                    + " AND stage <> before",
            "SELECT release_id || ' goes on after its end' FROM release_event e JOIN (SELECT release_id, min(step) AS last"
                    + " FROM release_event WHERE kind IN ('rolledBack', 'aborted', 'watched') GROUP BY release_id) l"
                    + " USING (release_id) WHERE step > last AND kind NOT IN ('acknowledged', 'confirmed', 'unconfirmed')",
            "SELECT 'flags were written ' || w || ' times for ' || e || ' events' FROM (SELECT"
                    + " (SELECT count(*) FROM change_log WHERE action LIKE 'release.%') AS w,"
                    + " (SELECT count(*) FROM release_event WHERE decision IN ('ADVANCE', 'COMPLETE', 'ROLL_BACK')) AS e) n"
                    + " WHERE w <> e");

    private final List<String> wrong = new ArrayList<>();
    private int tooLate;
    private int harmful;
    private int harmless;

    /** Asks all of it. */
    static Verdicts of(Watcher watcher, List<Lane.Ended> ended) throws SQLException {
        Verdicts verdicts = new Verdicts();
        for (String never : NEVER) {
            verdicts.wrong.addAll(watcher.strings(never));
        }
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
