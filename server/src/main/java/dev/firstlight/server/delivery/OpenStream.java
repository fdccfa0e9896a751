package dev.firstlight.server.delivery;

import dev.firstlight.server.ruleset.ChangesSince;
import dev.firstlight.server.ruleset.PublishedRuleset;
import dev.firstlight.server.ruleset.RulesetPublisher;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * One SDK's open stream. It lives on its own event loop and remembers only the last position sent: a reader that is too
 * slow is passed over, and gets one merged change, or everything, when it has room again.
 */
final class OpenStream {

    final long environmentId;
    final String secret;
    final Context context;
    private final HttpServerResponse response;
    private final RulesetPublisher publisher;
    private final ChangesSince changes;
    private Position sent;
    private boolean catchingUp;

    OpenStream(
            long environmentId,
            String secret,
            Context context,
            HttpServerResponse response,
            Position from,
            RulesetPublisher publisher,
            ChangesSince changes) {
        this.environmentId = environmentId;
        this.secret = secret;
        this.context = context;
        this.response = response;
        this.sent = from;
        this.publisher = publisher;
        this.changes = changes;
    }

    /** The change to what was just published, the same bytes for every reader that was where it starts. */
    void offer(PublishedRuleset before, PublishedRuleset now, Buffer change) {
        boolean follows = sent.epoch() == before.epoch() && sent.revision() == before.revision();
        if (follows && !catchingUp && !response.writeQueueFull() && !response.closed()) {
            send(now, change);
        } else {
            catchUp();
        }
    }

    /** Brings the reader to what is published, by the shortest way; again and again until it is there. */
    void catchUp() {
        PublishedRuleset now = publisher.current(environmentId);
        if (catchingUp || response.closed() || now == null || !now.isAfter(sent.epoch(), sent.revision())) {
            return;
        }
        catchingUp = true;
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> again());
            return;
        }
        changes.to(now, sent.epoch(), sent.revision())
                .subscribe()
                .with(change -> context.runOnContext(ignored -> {
                    if (!response.closed()) {
                        send(now, change.map(bytes -> Events.change(now, bytes)).orElseGet(() -> Events.whole(now)));
                    }
                    again();
                }));
    }

    private void again() {
        catchingUp = false;
        catchUp();
    }

    private void send(PublishedRuleset now, Buffer event) {
        sent = new Position(now.epoch(), now.revision());
        response.write(event);
    }

    void comment() {
        if (!response.writeQueueFull() && !response.closed()) {
            response.write(Events.COMMENT);
        }
    }

    void close() {
        if (!response.closed() && !response.ended()) {
            response.end();
        }
    }

    void sayGoodbye() {
        if (!response.closed() && !response.ended()) {
            response.end(Events.GOODBYE);
        }
    }
}
