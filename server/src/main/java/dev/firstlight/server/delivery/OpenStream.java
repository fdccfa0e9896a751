package dev.firstlight.server.delivery;

import dev.firstlight.server.platform.Bulkhead;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.TimeUnit;

/**
 * One SDK's open stream. It lives on its own event loop and remembers only the last position sent: a reader that is too
 * slow is passed over, and gets one merged change, or everything, when it has room again.
 */
final class OpenStream {

    /** What may wait in memory for one reader, besides what all readers share. */
    private static final int MOST_WAITING = 8_192;
    /** Whatever is larger is sent in pieces, each when there is room, so that a slow reader and a dead one differ. */
    private static final int PIECE = 65_536;

    final long environmentId;
    final String secret;
    final Context loop;
    /** Which of a loop's ticks brings this reader a comment. */
    int turn;

    private final HttpServerResponse response;
    private final EventLine line;
    private final Editions editions;
    private final Bulkhead payloads;
    private Position sent;
    private boolean catchingUp;
    private boolean inPieces;
    /** Since when there is no room; 0 where there is. */
    private long fullSince;

    OpenStream(
            long environmentId,
            String secret,
            Context loop,
            HttpServerRequest request,
            Position from,
            Editions editions,
            Bulkhead payloads) {
        this.environmentId = environmentId;
        this.secret = secret;
        this.loop = loop;
        this.response = request.response();
        this.line = EventLine.of(request, response);
        this.sent = from;
        this.editions = editions;
        this.payloads = payloads;
        response.setWriteQueueMaxSize(MOST_WAITING);
    }

    /** The change to what was just published, the same bytes for every reader that was where it starts. */
    void offer(Position before, Position now, Event change) {
        if (!catchingUp && sent.equals(before) && hasRoom() && change.length() <= PIECE) {
            sent = now;
            line.write(change);
        } else {
            catchUp();
        }
    }

    /** Brings the reader to what is published, by the shortest way; again and again until it is there. */
    void catchUp() {
        Edition now = editions.current(environmentId);
        if (catchingUp || response.closed() || now == null || sent.isAtLeast(now.position())) {
            return;
        }
        catchingUp = true;
        if (!hasRoom()) {
            response.drainHandler(drained -> again());
            return;
        }
        response.drainHandler(null);
        now.from(sent).subscribe().with(event -> loop.runOnContext(ignored -> send(now, event)));
    }

    private void again() {
        response.drainHandler(null);
        fullSince = 0;
        catchingUp = false;
        catchUp();
    }

    private void send(Edition now, Event event) {
        if (event.length() <= PIECE) {
            sent = now.position();
            if (!isOver()) {
                line.write(event);
            }
            again();
        } else if (payloads.enter()) {
            inPieces = true;
            sendFrom(0, now, event.text());
        } else {
            // Too many get everything just now; the next tick tries again.
            catchingUp = false;
        }
    }

    private void sendFrom(int at, Edition now, Buffer event) {
        response.drainHandler(null);
        fullSince = 0;
        int from = at;
        while (from < event.length() && !isOver()) {
            if (!hasRoom()) {
                int rest = from;
                response.drainHandler(drained -> sendFrom(rest, now, event));
                return;
            }
            int to = Math.min(from + PIECE, event.length());
            response.write(event.slice(from, to));
            from = to;
        }
        sent = now.position();
        arrived();
        again();
    }

    private void arrived() {
        if (inPieces) {
            inPieces = false;
            payloads.leave();
        }
    }

    private boolean hasRoom() {
        if (!response.writeQueueFull()) {
            fullSince = 0;
            return true;
        }
        if (fullSince == 0) {
            fullSince = System.nanoTime();
        }
        return false;
    }

    /** Keeps the reader sure that we are there. */
    void comment() {
        if (!catchingUp && !isOver() && hasRoom()) {
            line.write(Events.COMMENT);
        }
    }

    /** Ends a stream whose reader has taken nothing for as long; says whether it did. */
    boolean cutIfStalled(long longestMillis) {
        boolean stalled = fullSince != 0
                && System.nanoTime() - fullSince > TimeUnit.MILLISECONDS.toNanos(longestMillis)
                && !hasRoom()
                && !response.closed();
        if (stalled) {
            cut();
        }
        return stalled;
    }

    private void cut() {
        if (!response.closed()) {
            response.reset();
        }
    }

    /** In the middle of an event there is nothing to say but that it is over. */
    void close() {
        if (inPieces) {
            cut();
        } else if (!isOver()) {
            response.end();
        }
    }

    void sayGoodbye(Event goodbye) {
        if (inPieces) {
            cut();
        } else if (!isOver()) {
            response.end(goodbye.text());
        }
    }

    /** The connection is gone: gives back what it held. */
    void over() {
        arrived();
    }

    private boolean isOver() {
        return response.closed() || response.ended();
    }
}
