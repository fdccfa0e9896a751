package dev.firstlight.server.client;

import dev.firstlight.core.Context;
import dev.firstlight.server.platform.EventConnection;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.ruleset.PublishedRuleset;
import dev.firstlight.server.ruleset.RulesetPublisher;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One client's open stream. It remembers its context and which ruleset its client has the values of, and no values: what
 * changed is what two rulesets answer differently. A reader that is too slow gets all values when it has room again.
 */
final class ValueConnection extends EventConnection {

    private final Map<String, @Nullable Object> attributes;
    private final RulesetPublisher publisher;
    private final @Nullable String last;
    private @Nullable PublishedRuleset sent;
    private boolean behind;

    /**
     * A stream that is not open yet.
     *
     * @param last the position of the values that the client has for this context; null where it has none
     */
    ValueConnection(
            RoutingContext routing,
            io.vertx.core.Context loop,
            long environmentId,
            String holder,
            Context context,
            @Nullable String last,
            RulesetPublisher publisher) {
        super(routing, loop, environmentId, holder);
        this.attributes = context.asMap();
        this.last = last;
        this.publisher = publisher;
    }

    @Override
    protected void opened() {
        PublishedRuleset now = publisher.current(environmentId());
        if (now != null && now.position().equals(last)) {
            sent = now;
        } else {
            sendAll();
        }
    }

    /** What was just published, and the flags that may answer otherwise for anybody. */
    void offer(PublishedRuleset before, PublishedRuleset now, Collection<String> flags) {
        if (isClosed() || behind || (sent != null && !now.isAfter(sent.epoch(), sent.revision()))) {
            return;
        }
        if (!takesMore()) {
            behind = true;
            whenDrained(() -> {
                behind = false;
                sendAll();
            });
        } else if (sent == before) {
            sendChanged(before, now, flags);
        } else {
            sendAll();
        }
    }

    /** A new one each time: a context remembers what it was served, and this one would for as long as it is connected. */
    private Context context() {
        return Context.of(attributes);
    }

    private void sendChanged(PublishedRuleset before, PublishedRuleset now, Collection<String> flags) {
        sent = now;
        Map<String, @Nullable ClientAnswer> changed = Values.changed(before.ruleset(), now.ruleset(), flags, context());
        if (!changed.isEmpty()) {
            send("change", now, new ClientAnswers(now.epoch(), now.revision(), changed));
        }
    }

    private void sendAll() {
        PublishedRuleset now = publisher.current(environmentId());
        if (now != null && !isClosed() && now != sent) {
            sent = now;
            send("values", now, Values.all(now.ruleset(), context()));
        }
    }

    private void send(String name, PublishedRuleset now, ClientAnswers answers) {
        write(event(name, now.position(), Json.write(answers)));
    }
}
