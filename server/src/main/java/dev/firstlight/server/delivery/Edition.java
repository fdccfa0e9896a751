package dev.firstlight.server.delivery;

import dev.firstlight.server.ruleset.ChangesSince;
import dev.firstlight.server.ruleset.PublishedRuleset;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One published ruleset as the bytes that readers are sent, each form made once, when somebody first needs it, and shared
 * by all who do: ten thousand readers that resume from one revision cost one look into the change log.
 */
final class Edition {

    /** Readers come from few revisions; whoever comes from one too many is answered all the same. */
    private static final int MOST_STARTS = 256;

    private final PublishedRuleset ruleset;
    private final ChangesSince changes;
    private final Position position;
    private final CharSequence tag;
    private final Map<Long, Uni<Buffer>> starts = new ConcurrentHashMap<>();
    private volatile @Nullable Buffer whole;
    private volatile @Nullable Buffer gzip;
    private volatile @Nullable Buffer identity;

    Edition(PublishedRuleset ruleset, ChangesSince changes) {
        this.ruleset = ruleset;
        this.changes = changes;
        this.position = new Position(ruleset.epoch(), ruleset.revision());
        this.tag = HttpHeaders.createOptimized('"' + ruleset.position() + '"');
    }

    PublishedRuleset ruleset() {
        return ruleset;
    }

    Position position() {
        return position;
    }

    /** As HTTP's ETag. */
    CharSequence tag() {
        return tag;
    }

    /** The ruleset as a document. */
    Buffer identity() {
        Buffer made = identity;
        return made != null ? made : makeOnce(() -> identity, b -> identity = b, r -> Events.shared(r.identity()));
    }

    /** The same, compressed. */
    Buffer gzip() {
        Buffer made = gzip;
        return made != null ? made : makeOnce(() -> gzip, b -> gzip = b, r -> Events.shared(r.gzip()));
    }

    /** The event that brings a reader here from anywhere. */
    Buffer whole() {
        Buffer made = whole;
        return made != null ? made : makeOnce(() -> whole, b -> whole = b, Events::whole);
    }

    private synchronized Buffer makeOnce(
            java.util.function.Supplier<@Nullable Buffer> known,
            java.util.function.Consumer<Buffer> keep,
            Function<PublishedRuleset, Buffer> make) {
        Buffer made = known.get();
        if (made == null) {
            made = make.apply(ruleset);
            keep.accept(made);
        }
        return made;
    }

    /** The event that brings a reader here from a position, the shortest that can be said. Never fails. */
    Uni<Buffer> from(Position start) {
        if (start.epoch() != position.epoch() || start.revision() < 1) {
            return Uni.createFrom().item(this::whole);
        }
        Uni<Buffer> known = starts.get(start.revision());
        if (known != null) {
            return known;
        }
        return starts.size() >= MOST_STARTS
                ? make(start.revision())
                : starts.computeIfAbsent(
                        start.revision(), from -> make(from).memoize().indefinitely());
    }

    private Uni<Buffer> make(long from) {
        return changes.to(ruleset, position.epoch(), from)
                .map(change ->
                        change.map(bytes -> Events.change(ruleset, bytes)).orElseGet(this::whole));
    }

    /** The event from the ruleset before, which is at hand. */
    Buffer after(PublishedRuleset before) {
        Buffer change = Events.change(ruleset, ruleset.changeFrom(before));
        starts.put(before.revision(), Uni.createFrom().item(change));
        return change;
    }
}
