package dev.firstlight.server.approval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What should happen, without the server's own words: persons are numbers (0 edits, 1 and 2 approve, 3 may everything), an
 * edit gives a key to a flag.
 */
final class ApprovalModel {

    private static final int ADMIN = 3;

    private final int needed;
    private final Map<String, TreeSet<String>> flags = new HashMap<>();
    private final Map<String, Integer> versions = new HashMap<>();
    private final List<Request> requests = new ArrayList<>();

    ApprovalModel(int needed) {
        this.needed = needed;
    }

    static final class Request {
        private final String id;
        private final int author;
        private final String flag;
        private final String key;
        private boolean timed;
        private String digest;
        private int seen;
        private Set<Integer> approvers = new TreeSet<>();
        private boolean over;
        private boolean failed;
        private boolean enough;

        private Request(String id, int author, String flag, String key, boolean timed, String digest, int seen) {
            this.id = id;
            this.author = author;
            this.flag = flag;
            this.key = key;
            this.timed = timed;
            this.digest = digest;
            this.seen = seen;
        }

        String id() {
            return id;
        }

        String digest() {
            return digest;
        }

        boolean scheduled() {
            return timed && enough && !over && !failed;
        }
    }

    List<Request> requests() {
        return requests;
    }

    void flag(String flag) {
        flags.put(flag, new TreeSet<>());
        versions.put(flag, 1);
    }

    TreeSet<String> served(String flag) {
        return Objects.requireNonNull(flags.get(flag));
    }

    void ask(String id, int who, String flag, String key, boolean timed, String digest) {
        requests.add(new Request(id, who, flag, key, timed, digest, version(flag)));
    }

    boolean approve(Request request, int who, boolean another) {
        boolean may = !request.over && !request.failed && who != request.author && who != 0 && !another;
        if (may) {
            request.approvers.add(who);
            request.enough = request.approvers.size() >= needed;
        }
        return may;
    }

    boolean apply(Request request, int who, boolean override) {
        boolean approved = request.approvers.size() >= needed;
        boolean overrides = override && !approved;
        boolean may = !request.over
                && !request.failed
                && request.seen == version(request.flag)
                && (overrides ? who == ADMIN : approved && !request.scheduled());
        if (may) {
            give(request);
        }
        return may;
    }

    boolean due(Request request) {
        boolean may = request.seen == version(request.flag);
        if (may) {
            give(request);
        } else {
            request.failed = true;
            request.timed = false;
        }
        return may;
    }

    private void give(Request request) {
        request.over = true;
        change(request.flag, request.key);
    }

    boolean mayRebase(Request request) {
        return !request.over && !served(request.flag).contains(request.key);
    }

    void rebase(Request request, String digest) {
        if (!digest.equals(request.digest)) {
            request.approvers = new TreeSet<>();
        }
        request.digest = digest;
        request.seen = version(request.flag);
        request.failed = false;
        request.enough = request.approvers.size() >= needed;
    }

    boolean reject(Request request, int who) {
        boolean may = !request.over && !request.failed && who != request.author && who != 0;
        request.over |= may;
        return may;
    }

    boolean withdraw(Request request, int who) {
        boolean may = !request.over && (who == request.author || who == ADMIN);
        request.over |= may;
        return may;
    }

    /** What changes nothing is nothing that needs approval. */
    boolean edit(String flag, String key, int who, boolean override) {
        if (served(flag).contains(key)) {
            return true;
        }
        boolean may = override && who == ADMIN;
        if (may) {
            change(flag, key);
        }
        return may;
    }

    private void change(String flag, String key) {
        served(flag).add(key);
        versions.merge(flag, 1, Integer::sum);
    }

    private int version(String flag) {
        return Objects.requireNonNull(versions.get(flag));
    }
}
