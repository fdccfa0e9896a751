package dev.firstlight.server.segment;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;

/** One body of keys on its way into a set: read only as fast as the set takes it. */
final class KeyUpload {

    private static final int BATCH = 5_000;

    private final RoutingContext routing;
    private final KeyStage stage;
    private final long set;
    private final KeyLines lines = new KeyLines();
    private final KeyHashes hashes;
    private List<String> batch = new ArrayList<>();

    KeyUpload(RoutingContext routing, KeyStage stage, long set, String segment) {
        this.routing = routing;
        this.stage = stage;
        this.set = set;
        this.hashes = new KeyHashes(segment);
    }

    /** Puts every key into the set, and gives the sorted hashes. */
    Uni<byte[]> hashes() {
        Multi<Buffer> body = HttpServerRequest.newInstance(routing.request())
                .toMulti()
                .map(io.vertx.mutiny.core.buffer.Buffer::getDelegate);
        return body.onItem()
                .transformToUniAndConcatenate(
                        piece -> put(lines.feed(piece.getBytes())).replaceWith(true))
                .collect()
                .last()
                .chain(() -> put(lines.end()))
                .chain(this::flush)
                .chain(() -> Aside.compute(hashes::sorted));
    }

    private Uni<Void> put(List<String> keys) {
        hashes.add(keys);
        batch.addAll(keys);
        return batch.size() < BATCH ? Uni.createFrom().voidItem() : flush();
    }

    private Uni<Void> flush() {
        List<String> full = batch;
        batch = new ArrayList<>();
        return stage.add(set, full);
    }
}
