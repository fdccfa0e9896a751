package dev.firstlight.bench;

/** That a candidate answers what it should: a wrong answer may be had as fast as one likes. */
final class Check {

    private static final int LEAST_PERCENT = 22;
    private static final int MOST_PERCENT = 38;

    private Check() {}

    /**
     * Asks every flag.
     *
     * @throws IllegalStateException where an answer is wrong
     */
    static void check(Candidate candidate, Workload workload, Peer peer, int flags) {
        String[] users = Questions.users();
        if (workload.isSplit()) {
            split(candidate, workload, peer, users);
            return;
        }
        Object user = peer.user(users[1], workload.hasAttributes());
        for (int i = 0; i < flags; i++) {
            boolean expected = workload != Workload.TOGGLE || i % 2 == 0;
            expect(candidate, workload, Questions.flag(i), expected, on(peer, Questions.flag(i), user));
        }
        Object stranger = peer.user("nobody", false);
        if (workload.isRules() || workload == Workload.SEGMENT) {
            expect(
                    candidate,
                    workload,
                    Questions.flag(0) + " for a stranger",
                    false,
                    on(peer, Questions.flag(0), stranger));
        }
    }

    private static boolean on(Peer peer, String flag, Object user) {
        return peer.isOn(peer.evaluate(flag, user));
    }

    private static void split(Candidate candidate, Workload workload, Peer peer, String[] users) {
        String flag = Questions.flag(0);
        int on = 0;
        for (String key : users) {
            boolean first = on(peer, flag, peer.user(key, false));
            on += first ? 1 : 0;
            if (candidate.sticky) {
                expect(candidate, workload, flag + " again for " + key, first, on(peer, flag, peer.user(key, false)));
            }
        }
        int percent = on * 100 / users.length;
        if (percent < LEAST_PERCENT || percent > MOST_PERCENT) {
            throw new IllegalStateException(
                    candidate.title + " serves " + percent + " % of the users where 30 % were meant");
        }
    }

    private static void expect(Candidate candidate, Workload workload, String what, boolean expected, boolean actual) {
        if (expected != actual) {
            throw new IllegalStateException(
                    candidate.title + ", " + workload.title + ": " + what + " is " + actual + ", not " + expected);
        }
    }
}
