package dev.firstlight.server.relay;

import dev.firstlight.core.LargeSegment;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.ServerKeys;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.ruleset.Past;
import dev.firstlight.server.ruleset.PublishedRuleset;
import dev.firstlight.server.ruleset.PublishedSegment;
import dev.firstlight.server.ruleset.RulesetSupply;
import dev.firstlight.server.ruleset.SegmentVersions;
import dev.firstlight.source.SourceConfig;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All environments of a relay: who may come with which key, and what they get. */
final class Following implements RulesetSupply, Past, SegmentVersions, ServerKeys, AutoCloseable {

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Map<Long, Followed> all;

    /**
     * Follows nobody yet.
     *
     * @param configs one for each environment
     * @param later where listeners are called
     */
    Following(List<SourceConfig> configs, Executor later) {
        all = java.util.stream.LongStream.range(0, configs.size())
                .mapToObj(i -> new Followed(i + 1, configs.get((int) i), this::published, later))
                .collect(Collectors.toUnmodifiableMap(Followed::id, Function.identity()));
    }

    /** Begins to follow, and begins anew where a key was refused. */
    void follow() {
        all.values().forEach(Followed::follow);
    }

    List<Followed> all() {
        return List.copyOf(all.values());
    }

    private void published(@Nullable PublishedRuleset before, PublishedRuleset now) {
        listeners.forEach(listener -> listener.published(before, now));
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public @Nullable PublishedRuleset current(long environmentId) {
        Followed one = all.get(environmentId);
        return one == null ? null : one.current();
    }

    @Override
    public Uni<PublishedRuleset> require(long environmentId) {
        PublishedRuleset current = current(environmentId);
        return current != null
                ? Uni.createFrom().item(current)
                : Uni.createFrom()
                        .failure(Failure.of(
                                Failure.Kind.UNAVAILABLE,
                                "This relay has no ruleset yet: the server has not answered, and no file has one."));
    }

    @Override
    public Uni<Optional<byte[]>> to(PublishedRuleset now, long epoch, long revision) {
        Followed one = all.get(now.environmentId());
        PublishedRuleset before = one == null ? null : one.at(epoch, revision);
        return Uni.createFrom()
                .item(
                        before == null || revision >= now.revision()
                                ? Optional.empty()
                                : Optional.of(now.changeFrom(before)));
    }

    @Override
    public Uni<PublishedSegment> require(PublishedRuleset current, String key, @Nullable Long version) {
        Followed one = all.get(current.environmentId());
        LargeSegment segment = one == null ? null : one.segment(key, version);
        if (segment == null) {
            throw Failure.unknown("large segment", key);
        }
        return Uni.createFrom().item(new PublishedSegment(segment));
    }

    private @Nullable Followed of(String secret) {
        byte[] sent = secret.getBytes(StandardCharsets.UTF_8);
        Followed found = null;
        for (Followed one : all.values()) {
            // Each is looked at, so that how long it takes says nothing of any.
            if (MessageDigest.isEqual(one.key().getBytes(StandardCharsets.UTF_8), sent)) {
                found = one;
            }
        }
        return found;
    }

    @Override
    public @Nullable Caller knownServer(@Nullable String secret) {
        Followed one = secret == null ? null : of(secret);
        return one == null ? null : one.holder();
    }

    @Override
    public Uni<Caller> requireServer(@Nullable String secret) {
        Caller caller = knownServer(secret);
        return caller == null
                ? Uni.createFrom()
                        .failure(Failure.of(
                                Failure.Kind.UNAUTHENTICATED, "This relay serves other keys, or the key was revoked."))
                : Uni.createFrom().item(caller);
    }

    @Override
    public Uni<Optional<Caller>> verify(String secret) {
        return Uni.createFrom().item(Optional.ofNullable(knownServer(secret)));
    }

    @Override
    public String shared(String secret) {
        Followed one = of(secret);
        return one == null ? secret : one.key();
    }

    @Override
    public void close() {
        all.values().forEach(Followed::close);
    }
}
