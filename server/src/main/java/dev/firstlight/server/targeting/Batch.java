package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.audit.AuditHead;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Signal;
import dev.firstlight.server.policy.Policies;
import dev.firstlight.server.policy.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Edits that are kept together, and all the rows that they make. */
final class Batch {

    /** Stands for one that was not kept, because others had changed what it began with. */
    static final Batch NONE = new Batch(new Memory(""), Instant.EPOCH);

    private final Memory memory;
    private final Instant now;
    private final Map<String, Draft> drafts = new TreeMap<>();
    private final List<Once.Row> once = new ArrayList<>();
    private final Map<Draft.Changed, String> traces = new IdentityHashMap<>();
    private AuditHead head;

    Batch(Memory memory, Instant now) {
        this.memory = memory;
        this.now = now;
        this.head = memory.head();
    }

    void make(Waiting<?> waiting) {
        Environment environment = memory.environment(waiting.environment());
        if (environment == null) {
            waiting.unknown();
            return;
        }
        Draft draft = drafts.computeIfAbsent(waiting.environment(), key -> new Draft(environment, now));
        int before = draft.changes().size();
        Once.Row row = waiting.make(draft);
        String trace = waiting.trace();
        if (trace != null) {
            draft.changes().stream().skip(before).forEach(made -> traces.put(made, trace));
        }
        if (row != null) {
            once.add(row);
        }
    }

    /** What {@code keep_edits} is given; without any change it still says where the environments have to be. */
    ObjectNode work() {
        ObjectNode work = Json.object();
        AuditHead from = memory.head();
        work.put("project", memory.project()).put("fromSeq", from.seq()).put("fromHash", from.hash());
        ArrayNode environments = work.putArray("environments");
        ArrayNode edits = work.putArray("edits");
        ArrayNode uses = work.putArray("uses");
        ArrayNode signals = work.putArray("signals");
        until(work);
        head = from;
        drafts.values().forEach(draft -> {
            EnvironmentRef before = draft.base().where();
            EnvironmentRef after = draft.where();
            environments
                    .addObject()
                    .put("id", before.id())
                    .put("epoch", before.epoch())
                    .put("revision", before.revision())
                    .put("policy", draft.base().standing().version())
                    .put("next", after.revision());
            Map<String, Draft.Changed> last = new LinkedHashMap<>();
            draft.changes().forEach(one -> last.put(one.flag(), one));
            for (Draft.Changed one : draft.changes()) {
                ObjectNode row = edits.addObject().put("last", last.get(one.flag()) == one);
                kept(row, after, one);
                head = audited(row, after, one);
            }
            last.keySet()
                    .forEach(flag -> signals.add(Json.write(Signal.of(after.project(), "flag", after.key(), flag))));
            last.forEach((flag, one) -> {
                if (one.action().equals(Standing.OVERRIDDEN)) {
                    signals.add(Json.write(Policies.overridden(after, flag)));
                }
            });
            uses(draft, last, uses, after);
            if (after.revision() > before.revision()) {
                signals.add(Json.write(new Signal(
                        after.project(),
                        "environment",
                        after.key(),
                        null,
                        after.id(),
                        after.epoch(),
                        after.revision())));
            }
        });
        ArrayNode answered = work.putArray("once");
        once.forEach(row -> answered.addObject()
                .put("owner", row.owner())
                .put("key_hash", row.keyHash())
                .put("request", row.request())
                .put("answer", Base64.getEncoder().encodeToString(row.answer())));
        return work.put("seq", head.seq()).put("hash", head.hash());
    }

    /** From when on it is no longer as the edits were judged, because a freeze begins or ends. */
    private void until(ObjectNode work) {
        drafts.values().stream()
                .map(draft -> draft.base().standing().until())
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .ifPresent(until -> work.put("until", until.toString()));
    }

    /** Which segments are used is written again only where it differs from what was there before all edits. */
    private static void uses(Draft draft, Map<String, Draft.Changed> last, ArrayNode uses, EnvironmentRef where) {
        last.forEach((flag, one) -> {
            Held before = draft.base().flags().get(flag);
            Set<String> used = Candidate.segmentsOf(one.after().spec());
            if (before == null || !Candidate.segmentsOf(before.spec()).equals(used)) {
                ArrayNode segments = uses.addObject()
                        .put("env", where.id())
                        .put("flag", flag)
                        .putArray("segments");
                used.forEach(segments::add);
            }
        });
    }

    private void kept(ObjectNode row, EnvironmentRef where, Draft.Changed one) {
        row.put("env", where.id())
                .put("epoch", where.epoch())
                .put("revision", one.after().revision())
                .put("flag", one.flag())
                .put("document", one.after().document())
                .put("version", one.after().version())
                .put("at", one.after().updatedAt().toString())
                .put("actor", one.caller().id())
                .put("action", one.action())
                .put("comment", one.comment())
                .put("trace", traces.get(one));
    }

    private AuditHead audited(ObjectNode row, EnvironmentRef where, Draft.Changed one) {
        Held before = one.before();
        AuditHead.Link link = head.next(
                new AuditEntry(
                        where.project(),
                        one.caller(),
                        one.action(),
                        where.key() + "/" + one.flag(),
                        one.comment(),
                        before == null ? null : before.document(),
                        one.after().document()),
                one.after().updatedAt());
        row.put("seq", link.head().seq())
                .put("subject", link.subject())
                .put("before", link.before())
                .put("previous", link.previous())
                .put("hash", link.head().hash());
        return link.head();
    }

    /** Memory takes over what has been kept. */
    void kept() {
        drafts.values().forEach(Draft::kept);
        memory.head(head);
    }
}
