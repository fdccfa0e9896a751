package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Spending;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.policy.Intent;
import dev.firstlight.wire.FlagJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An environment with edits on it that are not kept yet: several, one after the other, each with a revision of its own. */
final class Draft {

    /**
     * One flag changed by one edit.
     *
     * @param before null for a flag that was not there
     * @param action as the audit says it
     */
    record Changed(
            String flag,
            @Nullable Held before,
            Held after,
            Caller caller,
            String action,
            @Nullable String comment) {}

    private final Environment base;
    private final Instant now;
    /** All flags with the edits so far, the one in the making included. */
    private final Map<String, FlagSpec> specs;

    private final Map<String, Held> changed = new HashMap<>();
    private final List<Changed> all = new ArrayList<>();
    private final Map<String, Changed> pending = new LinkedHashMap<>();
    private long revision;
    private boolean checked;

    Draft(Environment base, Instant now) {
        this.base = base;
        this.specs = new HashMap<>(base.specs());
        // PostgreSQL keeps microseconds; what is shown must be what is read back.
        this.now = now.truncatedTo(ChronoUnit.MICROS);
        this.revision = base.where().revision();
    }

    /** The environment with the edits so far. */
    EnvironmentRef where() {
        EnvironmentRef where = base.where();
        return new EnvironmentRef(where.id(), where.project(), where.key(), where.name(), where.epoch(), revision);
    }

    /** When the edits are made. */
    Instant now() {
        return now;
    }

    /** A flag as it is with the edits so far, or 404. */
    Held require(String flag) {
        Changed mine = pending.get(flag);
        Held held = mine != null
                ? mine.after()
                : changed.getOrDefault(flag, base.flags().get(flag));
        if (held == null) {
            throw Failure.unknown("flag", flag);
        }
        return held;
    }

    /** The flag that an edit is for; where it is not as the edit's author saw it, 412 with what the edit would change. */
    Held requireFor(FlagEdit edit) {
        Held held = require(edit.flag());
        edit.requireSeen(held, base.where());
        return held;
    }

    /** Changes a flag; where it is so already, nothing happens. Several changes of one edit make one revision. */
    Held change(String flag, FlagSpec after, Caller caller, String action, @Nullable String comment) {
        Held before = require(flag);
        ObjectNode tree = FlagJson.write(after);
        String document = Json.write(tree);
        if (document.equals(before.document())) {
            return before;
        }
        checked = false;
        Changed earlier = pending.get(flag);
        Held held = new Held(
                tree,
                document,
                after,
                earlier == null ? before.version() + 1 : before.version(),
                revision + 1,
                now,
                caller.id(),
                before.tests());
        specs.put(flag, after);
        pending.put(
                flag, new Changed(flag, earlier == null ? before : earlier.before(), held, caller, action, comment));
        return held;
    }

    /** Whether the edit in the making has changed anything. */
    boolean isPending() {
        return !pending.isEmpty();
    }

    /** Refuses the edit in the making where the environment would not evaluate with it. */
    void check() {
        if (pending.isEmpty() || checked) {
            return;
        }
        Candidate candidate = candidate(specs);
        candidate.check(pending.keySet());
        checkTests(candidate);
        Candidate.checkSize(base.bytes()
                + all.stream().mapToLong(Draft::growth).sum()
                + pending.values().stream().mapToLong(Draft::growth).sum());
        checked = true;
    }

    private Candidate candidate(Map<String, FlagSpec> flags) {
        return new Candidate(where(), base.regions(), base.groups(), flags, base.segments(), base.tests());
    }

    private void checkTests(Candidate candidate) {
        if (!base.tests().isEmpty()) {
            Map<String, FlagSpec> before = new HashMap<>(specs);
            pending.forEach((flag, one) -> restore(before, flag, one));
            candidate.checkTests(candidate(before), pending.keySet());
        }
    }

    /** What the edit in the making takes of a budget. */
    Spending spending() {
        Map<String, Double> shares = new TreeMap<>();
        Map<String, Spending.Step> steps = new TreeMap<>();
        pending.forEach((flag, one) -> {
            Held before = one.before();
            Movement.of(before == null ? null : before.spec(), one.after().spec(), base.regions(), base.groups())
                    .forEach((region, share) -> shares.merge(region, share, (some, more) -> Math.min(1, some + more)));
            steps.put(
                    flag,
                    new Spending.Step(
                            before == null ? "" : Ids.hash(before.document()),
                            Ids.hash(one.after().document())));
        });
        return new Spending(shares, steps);
    }

    /**
     * Refuses the edit in the making where the environment does not take it now.
     *
     * @param paid what was taken of the caller's budget; null for a caller without
     */
    void permit(Intent intent, @Nullable Spending paid) {
        if (pending.isEmpty()) {
            return;
        }
        if (intent.caller().budget() == null) {
            permit(intent);
        } else if (spending().equals(paid)) {
            permit(intent.counted());
        } else {
            throw Failure.of(
                    Failure.Kind.CONFLICT, "Others changed this while your budget was looked at; send this again.");
        }
    }

    private void permit(Intent intent) {
        if (pending.values().stream().allMatch(Draft::turnsOffOnly)) {
            base.standing().permitByProtection(intent);
        } else {
            base.standing().permit(intent);
        }
    }

    private static boolean turnsOffOnly(Changed one) {
        Held before = one.before();
        if (before == null || !before.spec().enabled()) {
            return false;
        }
        ObjectNode off = before.tree().deepCopy().put("enabled", false);
        return off.equals(one.after().tree());
    }

    private static void restore(Map<String, FlagSpec> specs, String flag, Changed one) {
        Held before = one.before();
        if (before == null) {
            specs.remove(flag);
        } else {
            specs.put(flag, before.spec());
        }
    }

    private static long growth(Changed one) {
        Held before = one.before();
        return one.after().document().length()
                - (before == null ? 0 : before.document().length());
    }

    /** What the edit in the making would do. */
    Foresight foresight() {
        Map<String, FlagSpec> before = new HashMap<>(specs);
        pending.forEach((flag, one) -> restore(before, flag, one));
        return Foresight.of(candidate(before), candidate(specs), pending.keySet());
    }

    /** Takes the edit in the making to those made. */
    void accept() {
        if (pending.isEmpty()) {
            return;
        }
        pending.forEach((key, one) -> {
            changed.put(key, one.after());
            all.add(one);
        });
        pending.clear();
        revision++;
    }

    /** Forgets the edit in the making. */
    void refuse() {
        pending.forEach((flag, one) -> restore(specs, flag, one));
        pending.clear();
    }

    /** Everything that the edits changed, in order; a flag that several changed is there as often. */
    List<Changed> changes() {
        return all;
    }

    /** The environment in memory takes over what has been kept. */
    void kept() {
        base.advance(where(), changed);
    }

    Environment base() {
        return base;
    }
}
