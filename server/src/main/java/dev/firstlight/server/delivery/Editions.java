package dev.firstlight.server.delivery;

import dev.firstlight.server.ruleset.Past;
import dev.firstlight.server.ruleset.PublishedRuleset;
import dev.firstlight.server.ruleset.RulesetSupply;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The latest edition of each environment. */
@ApplicationScoped
class Editions {

    private final Map<Long, Edition> latest = new ConcurrentHashMap<>();
    private final RulesetSupply publisher;
    private final Past changes;

    Editions(RulesetSupply publisher, Past changes) {
        this.publisher = publisher;
        this.changes = changes;
    }

    /** What is published of an environment; null where nothing is yet. */
    @Nullable
    Edition current(long environmentId) {
        PublishedRuleset now = publisher.current(environmentId);
        return now == null ? null : of(now);
    }

    /** The edition of a ruleset, or a later one. */
    Edition of(PublishedRuleset ruleset) {
        Edition known = latest.get(ruleset.environmentId());
        if (known != null && known.ruleset() == ruleset) {
            return known;
        }
        return latest.compute(ruleset.environmentId(), (id, old) -> isAsLate(old, ruleset) ? old : make(ruleset));
    }

    private static boolean isAsLate(@Nullable Edition old, PublishedRuleset ruleset) {
        return old != null && (old.ruleset() == ruleset || old.ruleset().isAfter(ruleset.epoch(), ruleset.revision()));
    }

    private Edition make(PublishedRuleset ruleset) {
        return new Edition(ruleset, changes);
    }
}
