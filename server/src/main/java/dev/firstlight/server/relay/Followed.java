package dev.firstlight.server.relay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.LargeSegment;
import dev.firstlight.core.Ruleset;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.ruleset.PublishedRuleset;
import dev.firstlight.server.ruleset.RulesetSupply;
import dev.firstlight.source.RulesetSource;
import dev.firstlight.source.SourceConfig;
import dev.firstlight.source.SourceListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One environment, as its key's holder gets it from the server that is followed. */
final class Followed implements SourceListener, AutoCloseable {

    /** So many rulesets of before are kept, that readers who come from them are sent the change only. */
    private static final int MOST_PAST = 16;

    /** A ruleset and the keys that go with it. */
    private record Kept(PublishedRuleset ruleset, Map<String, LargeSegment> segments) {}

    private final long id;
    private final String key;
    private final Caller holder;
    private final RulesetSupply.Listener listener;
    private final Executor later;
    private final SourceConfig config;
    private final Deque<Kept> past = new ArrayDeque<>();
    private volatile @Nullable PublishedRuleset current;
    private volatile Link link = Link.LOST;
    private volatile String reason = "The server has not answered yet.";
    private volatile @Nullable RulesetSource source;

    /**
     * An environment that nobody follows yet.
     *
     * @param id what tells it from the relay's others
     * @param later where listeners are called, which may take a while
     */
    Followed(long id, SourceConfig config, RulesetSupply.Listener listener, Executor later) {
        this.id = id;
        this.key = config.sdkKey();
        this.holder = new Caller("key:" + id, "relay", Set.of(Role.SDK_SERVER), id);
        this.config = config;
        this.listener = listener;
        this.later = later;
    }

    /** Begins, or begins anew where the key was refused: it may have been made good. */
    synchronized void follow() {
        if (source != null && link != Link.REFUSED) {
            return;
        }
        if (source != null) {
            source.close();
        }
        source = new RulesetSource(config, null, this);
        source.start();
    }

    long id() {
        return id;
    }

    /** The key in the one copy of it that is kept. */
    String key() {
        return key;
    }

    /** Who comes with the key; null where the server refuses it. */
    @Nullable
    Caller holder() {
        return link == Link.REFUSED ? null : holder;
    }

    @Nullable
    PublishedRuleset current() {
        return current;
    }

    Link link() {
        return link;
    }

    String reason() {
        return reason;
    }

    /** A ruleset of before, as far as it is kept. */
    synchronized @Nullable PublishedRuleset at(long epoch, long revision) {
        for (Kept one : past) {
            if (one.ruleset().epoch() == epoch && one.ruleset().revision() == revision) {
                return one.ruleset();
            }
        }
        return null;
    }

    /** A version of a large segment, of those that a ruleset which is kept names. */
    synchronized @Nullable LargeSegment segment(String name, @Nullable Long version) {
        for (Kept one : past) {
            LargeSegment segment = one.segments().get(name);
            if (segment != null && (version == null || segment.version() == version)) {
                return segment;
            }
            if (version == null) {
                return null;
            }
        }
        return null;
    }

    @Override
    public void onRuleset(Ruleset ruleset) {
        RulesetSource from = Objects.requireNonNull(source);
        ObjectNode document = Objects.requireNonNull(from.document());
        PublishedRuleset next = new PublishedRuleset(id, ruleset, document);
        PublishedRuleset before = current;
        synchronized (this) {
            past.addFirst(new Kept(next, Map.copyOf(from.largeSegments())));
            while (past.size() > MOST_PAST) {
                past.removeLast();
            }
        }
        current = next;
        later.execute(() -> listener.published(before, next));
    }

    @Override
    public void onKills(Ruleset ruleset) {
        // A relay has no kill list: its SDKs have their own.
    }

    @Override
    public void onLink(Link now, String why) {
        boolean news = now != link;
        link = now;
        reason = why;
        if (news) {
            Log.say("environment " + id + ": " + why);
        }
    }

    @Override
    public void onDigestMismatch() {
        Log.say("environment " + id + ": a change did not lead to what the server has; all of it is fetched.");
    }

    @Override
    public synchronized void close() {
        if (source != null) {
            source.close();
        }
    }
}
