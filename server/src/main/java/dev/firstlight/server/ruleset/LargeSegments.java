package dev.firstlight.server.ruleset;

import dev.firstlight.core.LargeSegment;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.server.platform.Failure;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keys of large segments, each version read once, however many ask, and held as long as a ruleset may name it. */
@ApplicationScoped
class LargeSegments implements SegmentVersions {

    /** A version means something within its epoch only. */
    private record Id(long environmentId, long epoch, String key, long version) {}

    private record Named(String key, SegmentSpec.Large large) {}

    private final Map<Id, Uni<LargeSegment>> loads = new ConcurrentHashMap<>();
    private final LargeSegmentRows rows;

    LargeSegments(LargeSegmentRows rows) {
        this.rows = rows;
    }

    @Override
    public Uni<PublishedSegment> require(PublishedRuleset current, String key, @Nullable Long version) {
        SegmentSpec segment = current.ruleset().spec().segments().get(key);
        SegmentSpec.Large large = segment == null ? null : segment.large();
        if (version == null && large == null) {
            throw Failure.unknown("large segment", key);
        }
        long wanted = version == null ? Objects.requireNonNull(large).version() : version;
        return load(new Id(current.environmentId(), current.epoch(), key, wanted))
                .map(PublishedSegment::new);
    }

    /** All that a ruleset names; fails where one is not there. */
    Uni<Map<String, LargeSegment>> require(long environmentId, RulesetSpec ruleset) {
        return all(ruleset, named -> load(id(environmentId, ruleset, named)));
    }

    /** Those that a ruleset names and that are still kept. */
    Uni<Map<String, LargeSegment>> stillKept(long environmentId, RulesetSpec ruleset) {
        return all(ruleset, named -> load(id(environmentId, ruleset, named))
                .onFailure(Failure.class)
                .recoverWithNull());
    }

    private static Uni<Map<String, LargeSegment>> all(
            RulesetSpec ruleset, Function<Named, Uni<? extends LargeSegment>> load) {
        List<Named> named = ruleset.segments().entrySet().stream()
                .filter(each -> each.getValue().large() != null)
                .map(each -> new Named(
                        each.getKey(), Objects.requireNonNull(each.getValue().large())))
                .toList();
        return Multi.createFrom()
                .iterable(named)
                .onItem()
                .transformToUniAndConcatenate(load)
                .collect()
                .asMap(LargeSegment::key);
    }

    private static Id id(long environmentId, RulesetSpec ruleset, Named named) {
        return new Id(environmentId, ruleset.epoch(), named.key(), named.large().version());
    }

    private Uni<LargeSegment> load(Id id) {
        return loads.computeIfAbsent(id, missing -> rows.read(id.environmentId(), id.key(), id.version())
                .emitOn(Infrastructure.getDefaultExecutor())
                .map(hashes -> LargeSegment.of(id.key(), id.version(), hashes))
                .onFailure()
                .invoke(e -> loads.remove(id))
                .memoize()
                .indefinitely());
    }

    /** Lets go of what neither a ruleset nor the one before it names; a reader may still be at the one before. */
    void forgetOthers(@Nullable PublishedRuleset before, PublishedRuleset now) {
        Map<String, Long> oldest = now.ruleset().spec().segments().entrySet().stream()
                .filter(each -> each.getValue().large() != null)
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        each -> Math.min(
                                version(each.getValue()),
                                before == null ? Long.MAX_VALUE : version(before, each.getKey()))));
        loads.keySet()
                .removeIf(id -> id.environmentId() == now.environmentId()
                        && (id.epoch() < now.epoch() || id.version() < oldest.getOrDefault(id.key(), Long.MAX_VALUE)));
    }

    private static long version(PublishedRuleset ruleset, String key) {
        SegmentSpec segment = ruleset.ruleset().spec().segments().get(key);
        return segment == null ? Long.MAX_VALUE : version(segment);
    }

    private static long version(SegmentSpec segment) {
        return segment.large() == null ? Long.MAX_VALUE : segment.large().version();
    }
}
