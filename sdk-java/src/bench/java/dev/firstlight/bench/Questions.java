package dev.firstlight.bench;

import java.util.ArrayList;
import java.util.List;

/** What all candidates are asked. */
final class Questions {

    /** The flag that the workload's other flags depend on. */
    static final String GATE = "gate";

    static final String SEGMENT = "members";
    static final String COUNTRY = "DE";
    static final String PLAN = "team";
    static final String EMAIL = "ada@example.org";
    static final int AGE = 36;

    private static final int MEMBERS = 10_000;
    private static final int USERS = 1_024;

    private Questions() {}

    static String flag(int number) {
        return "flag-" + number;
    }

    /** Keys as an application has them: its own strings, and not those of the ruleset. */
    static String[] flags(int count) {
        String[] keys = new String[count];
        for (int i = 0; i < count; i++) {
            keys[i] = flag(i);
        }
        return keys;
    }

    static String member(int number) {
        return "user-" + number;
    }

    static List<String> members() {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            members.add(member(i));
        }
        return members;
    }

    /** The users who ask; all are members of the segment. */
    static String[] users() {
        String[] users = new String[USERS];
        for (int i = 0; i < USERS; i++) {
            users[i] = member(i * 7);
        }
        return users;
    }
}
