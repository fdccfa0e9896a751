package dev.firstlight.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Kills;
import dev.firstlight.core.LargeSegment;
import dev.firstlight.core.Problem;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.wire.ChangeJson;
import dev.firstlight.wire.Mode;
import dev.firstlight.wire.RulesetJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ruleset as it was received last, from which changes go on. It only ever moves forward. What is served of it is under
 * the kill list, which comes from elsewhere and on another thread.
 */
final class Holder {

    private final SourceListener listener;
    private final LargeSegments segments;
    private @Nullable ObjectNode raw;
    private Position position = Position.NONE;
    private boolean whole;
    private Kills kills = Kills.NONE;
    private @Nullable RulesetSpec spec;
    private Map<String, LargeSegment> large = Map.of();

    Holder(SourceListener listener, LargeSegments segments) {
        this.listener = listener;
        this.segments = segments;
    }

    Position position() {
        return position;
    }

    /** As it was received; null before the first. */
    @Nullable
    ObjectNode raw() {
        return raw;
    }

    /** The keys of its large segments, as far as they are there. */
    Map<String, LargeSegment> large() {
        return large;
    }

    /** Whether there is a ruleset, and the keys of all large segments it names: then the server need not send it. */
    boolean isWhole() {
        return whole;
    }

    /**
     * Takes over the ruleset of an earlier run, with such of its large segments as were kept.
     *
     * @throws IOException where it is no ruleset
     */
    void restore(ObjectNode ruleset) throws IOException {
        RulesetSpec spec = read(ruleset);
        take(ruleset, spec, segments.known(spec));
    }

    /**
     * Takes a whole ruleset over, unless it is no newer than the one that is there; fetches the large segments it names
     * first.
     *
     * @throws IOException where it is no ruleset, or a segment cannot be had; then the one before stays
     */
    void replace(JsonNode ruleset) throws IOException, InterruptedException {
        RulesetSpec spec = read(ruleset);
        Position next = Position.of(ruleset);
        if (next.isAfter(position) || (next.equals(position) && !whole)) {
            take((ObjectNode) ruleset, spec, segments.require(spec));
        }
    }

    private static RulesetSpec read(JsonNode ruleset) throws IOException {
        List<Problem> problems = new ArrayList<>();
        RulesetSpec spec = RulesetJson.read(ruleset, Mode.LENIENT, problems);
        if (spec == null) {
            throw new IOException("the server sent no ruleset: " + problems.get(0));
        }
        return spec;
    }

    private synchronized void take(ObjectNode ruleset, RulesetSpec next, Map<String, LargeSegment> segmentKeys) {
        raw = ruleset;
        position = Position.of(ruleset);
        whole = LargeSegments.areAll(segmentKeys, next);
        spec = next;
        large = segmentKeys;
        listener.onRuleset(Ruleset.compile(kills.over(next), segmentKeys));
    }

    /** Serves what is there under another kill list, and so what comes. */
    synchronized void kill(Kills next) {
        RulesetSpec now = spec;
        boolean differs = now != null && !next.over(now).equals(kills.over(now));
        kills = next;
        if (now != null && differs) {
            listener.onKills(Ruleset.compile(next.over(now), large));
        }
    }

    /**
     * Applies a change, whole or not at all.
     *
     * @throws IOException where what comes of it is no ruleset, or a large segment it names cannot be had
     */
    ChangeJson.Outcome apply(JsonNode change) throws IOException, InterruptedException {
        if (raw == null) {
            return ChangeJson.Outcome.OUT_OF_ORDER;
        }
        Position to =
                new Position(change.path("epoch").asLong(), change.path("to").asLong());
        if (to.epoch() == position.epoch() && to.revision() <= position.revision() && to.revision() > 0) {
            return ChangeJson.Outcome.APPLIED; // it came before, within a ruleset that was fetched since
        }
        ChangeJson.Applied applied = ChangeJson.apply(raw, change);
        if (applied.ruleset() != null) {
            replace(applied.ruleset());
        }
        return applied.outcome();
    }
}
