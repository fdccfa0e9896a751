package dev.firstlight.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Problem;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.wire.ChangeJson;
import dev.firstlight.wire.Mode;
import dev.firstlight.wire.RulesetJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The ruleset as it was received last, from which changes go on. It only ever moves forward. */
final class Holder {

    private final Consumer<Ruleset> rulesets;
    private @Nullable ObjectNode raw;
    private Position position = Position.NONE;

    Holder(Consumer<Ruleset> rulesets) {
        this.rulesets = rulesets;
    }

    Position position() {
        return position;
    }

    /** As it was received; null before the first. */
    @Nullable
    ObjectNode raw() {
        return raw;
    }

    /**
     * Takes a whole ruleset over, unless it is no newer than the one that is there.
     *
     * @throws IOException where it is no ruleset
     */
    void replace(JsonNode ruleset) throws IOException {
        List<Problem> problems = new ArrayList<>();
        RulesetSpec spec = RulesetJson.read(ruleset, Mode.LENIENT, problems);
        if (spec == null || !(ruleset instanceof ObjectNode node)) {
            throw new IOException("the server sent no ruleset: " + problems.get(0));
        }
        if (Position.of(node).isAfter(position)) {
            raw = node;
            position = Position.of(node);
            rulesets.accept(Ruleset.compile(spec));
        }
    }

    /**
     * Applies a change, whole or not at all.
     *
     * @throws IOException where what comes of it is no ruleset
     */
    ChangeJson.Outcome apply(JsonNode change) throws IOException {
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
