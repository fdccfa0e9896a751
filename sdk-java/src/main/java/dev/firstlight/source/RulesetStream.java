package dev.firstlight.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.source.SourceListener.Link;
import dev.firstlight.wire.ChangeJson;
import dev.firstlight.wire.EventStreamParser;
import dev.firstlight.wire.Json;
import dev.firstlight.wire.ServerSentEvent;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Follows one stream from its opening to its end. */
final class RulesetStream {

    /** So many times in a row the whole ruleset is fetched instead of a change; then the stream is given up. */
    private static final int MOST_FETCHES = 3;

    private static final long MOST_GOODBYE_MILLIS = 60_000;

    /**
     * How a stream ended.
     *
     * @param reason a sentence for people
     * @param wasLive whether it brought anything
     * @param refused whether the key was refused
     * @param goodbye whether the server announced it
     * @param away how long the server wants us to stay away
     */
    record End(String reason, boolean wasLive, boolean refused, boolean goodbye, Duration away) {}

    private final SourceConfig config;
    private final Http http;
    private final Holder holder;
    private final SourceListener listener;
    private final Runnable keep;
    private final Queue<ServerSentEvent> events = new ArrayDeque<>();
    private boolean commented;
    private boolean live;
    private int fetches;
    private @Nullable Duration goodbye;

    /**
     * A stream that is not open yet.
     *
     * @param keep called when the ruleset has changed, to keep it for the next start
     */
    RulesetStream(SourceConfig config, Http http, Holder holder, SourceListener listener, Runnable keep) {
        this.config = config;
        this.http = http;
        this.holder = holder;
        this.listener = listener;
        this.keep = keep;
    }

    End follow() throws InterruptedException {
        Duration away = Duration.ZERO;
        try {
            HttpResponse<Chunks> response = http.openPaced(request());
            try {
                RefusedException.throwIfRefused(response.statusCode());
                if (response.statusCode() != 200) {
                    away = RetryAfter.of(response.headers());
                    return lost("The server answered " + response.statusCode() + "; trying again.", away);
                }
                read(response.body());
            } finally {
                response.body().cancel();
            }
            return goodbye == null
                    ? lost("The server ended the stream; connecting again.", away)
                    : new End("The server is shutting down; connecting again.", live, false, true, goodbye);
        } catch (RefusedException e) {
            return new End(e.sentence(), live, true, false, away);
        } catch (FloodException e) {
            return lost("The stream failed (" + e.getMessage() + "); connecting again later.", FloodException.AWAY);
        } catch (IOException | RuntimeException e) {
            return lost("The stream failed (" + e.getMessage() + "); connecting again.", away);
        }
    }

    private End lost(String reason, Duration away) {
        return new End(reason, live, false, false, away);
    }

    private HttpRequest request() {
        Position at = holder.position();
        if (!holder.isWhole()) {
            return http.request("/sdk/v1/stream")
                    .header("Accept", "text/event-stream")
                    .build();
        }
        return http.request("/sdk/v1/stream?epoch=" + at.epoch() + "&revision=" + at.revision())
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", at.text())
                .build();
    }

    private void read(Chunks chunks) throws IOException, InterruptedException {
        EventStreamParser parser =
                new EventStreamParser(events::add, comment -> commented = true, RulesetFetch.MAX_BYTES);
        long opened = System.nanoTime();
        byte[] piece = chunks.next(config.timing().silence());
        while (piece != null && goodbye == null) {
            parser.feed(piece, 0, piece.length);
            while (!events.isEmpty() && goodbye == null) {
                handle(events.remove());
            }
            if (commented && holder.isWhole()) {
                current(); // a server that has nothing newer says so by a comment
            }
            commented = false;
            if (!holder.isWhole()
                    && System.nanoTime() - opened > config.timing().silence().toNanos()) {
                throw new IOException("no ruleset came");
            }
            piece = goodbye == null ? chunks.next(config.timing().silence()) : null;
        }
    }

    private void handle(ServerSentEvent event) throws IOException, InterruptedException {
        switch (event.type()) {
            case "ruleset" -> {
                holder.replace(Json.parse(event.data()));
                changed();
            }
            case "change" -> change(Json.parse(event.data()));
            case "goodbye" -> {
                long within = Json.parse(event.data()).path("reconnectWithinMs").asLong();
                goodbye = Backoff.within(Duration.ofMillis(Math.min(Math.max(within, 0), MOST_GOODBYE_MILLIS)));
            }
            default -> {} // of a newer server
        }
    }

    private void change(JsonNode change) throws IOException, InterruptedException {
        ChangeJson.Outcome outcome = holder.apply(change);
        if (outcome == ChangeJson.Outcome.APPLIED) {
            fetches = 0;
        } else {
            if (outcome == ChangeJson.Outcome.DIGEST_MISMATCH) {
                listener.onDigestMismatch();
            }
            if (++fetches > MOST_FETCHES || !http.pace().hasRoom()) {
                throw new IOException("changes do not fit the ruleset");
            }
            new RulesetFetch(config, http).into(holder);
        }
        changed();
    }

    private void changed() {
        current();
        keep.run();
    }

    private void current() {
        live = true;
        listener.onLink(Link.CURRENT, "Following the server.");
    }
}
