package dev.firstlight.server.ofrep;

import dev.firstlight.server.platform.EventConnection;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.ruleset.PublishedRuleset;
import dev.firstlight.server.ruleset.RulesetPublisher;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** A provider's open stream. It hears only that it should ask again; whoever is slow hears it once, of the latest. */
final class NoticeConnection extends EventConnection {

    private final RulesetPublisher publisher;
    private final boolean seesAll;
    private final Position has;
    private boolean waiting;

    NoticeConnection(
            RoutingContext routing,
            Context loop,
            long environmentId,
            String holder,
            boolean seesAll,
            Position has,
            RulesetPublisher publisher) {
        super(routing, loop, environmentId, holder);
        this.seesAll = seesAll;
        this.has = has;
        this.publisher = publisher;
    }

    static Buffer notice(PublishedRuleset now) {
        return event(
                "message",
                now.position(),
                Json.write(Json.object().put("type", "refetchEvaluation").put("etag", now.position())));
    }

    /** Whether the key behind it sees all flags, or only those that browsers may. */
    boolean seesAll() {
        return seesAll;
    }

    @Override
    protected void opened() {
        PublishedRuleset now = publisher.current(environmentId());
        if (now != null && now.isAfter(has.epoch(), has.revision())) {
            write(notice(now));
        }
    }

    void offer(Buffer notice) {
        if (isClosed() || waiting) {
            return;
        }
        if (takesMore()) {
            write(notice);
            return;
        }
        waiting = true;
        whenDrained(() -> {
            waiting = false;
            PublishedRuleset now = publisher.current(environmentId());
            if (now != null && !isClosed()) {
                write(notice(now));
            }
        });
    }
}
