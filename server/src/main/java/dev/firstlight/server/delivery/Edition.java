package dev.firstlight.server.delivery;

import dev.firstlight.server.ruleset.Past;
import dev.firstlight.server.ruleset.PublishedRuleset;
import io.netty.buffer.Unpooled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One published ruleset as the bytes that readers are sent, each form made once, when somebody first needs it, and shared
 * by all who do: ten thousand readers that resume from one revision cost one look into the change log.
 */
final class Edition {

    /** Readers come from few revisions; whoever comes from one too many is answered all the same. */
    private static final int MOST_STARTS = 256;

    private final PublishedRuleset ruleset;
    private final Past changes;
    private final Position position;
    private final CharSequence tag;
    private final Map<Long, Uni<Event>> starts = new ConcurrentHashMap<>();
    private volatile @Nullable Event whole;
    private volatile @Nullable Buffer gzip;
    private volatile @Nullable Buffer identity;

    Edition(PublishedRuleset ruleset, Past changes) {
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
        return made != null ? made : makeOnce(() -> identity, b -> identity = b, r -> shared(r.identity()));
    }

    /** The same, compressed. */
    Buffer gzip() {
        Buffer made = gzip;
        return made != null ? made : makeOnce(() -> gzip, b -> gzip = b, r -> shared(r.gzip()));
    }

    /** The event that brings a reader here from anywhere. */
    Event whole() {
        Event made = whole;
        return made != null ? made : makeOnce(() -> whole, b -> whole = b, Events::whole);
    }

    private synchronized <T> T makeOnce(
            Supplier<@Nullable T> known, Consumer<T> keep, Function<PublishedRuleset, T> make) {
        T made = known.get();
        if (made == null) {
            made = make.apply(ruleset);
            keep.accept(made);
        }
        return made;
    }

    /** Bytes outside the heap that any number of connections write, as an {@link Event} is. */
    @SuppressWarnings("deprecation") // the only way to a Vert.x buffer over bytes that are not copied
    private static Buffer shared(byte[] bytes) {
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        return Buffer.buffer(Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(direct)));
    }

    /** The event that brings a reader here from a position, the shortest that can be said. Never fails. */
    Uni<Event> from(Position start) {
        if (start.epoch() != position.epoch() || start.revision() < 1) {
            return Uni.createFrom().item(this::whole);
        }
        Uni<Event> known = starts.get(start.revision());
        if (known != null) {
            return known;
        }
        return starts.size() >= MOST_STARTS
                ? make(start.revision())
                : starts.computeIfAbsent(
                        start.revision(), from -> make(from).memoize().indefinitely());
    }

    private Uni<Event> make(long from) {
        return changes.to(ruleset, position.epoch(), from)
                .map(change ->
                        change.map(bytes -> Events.change(ruleset, bytes)).orElseGet(this::whole));
    }

    /** The event from the ruleset before, which is at hand. */
    Event after(PublishedRuleset before) {
        Event change = Events.change(ruleset, ruleset.changeFrom(before));
        starts.put(before.revision(), Uni.createFrom().item(change));
        return change;
    }
}
