package dev.firstlight.server.ruleset;

import dev.firstlight.server.environment.ChangeLog;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The change log says what happened since. */
@ApplicationScoped
class ChangesSince implements Past {

    private static final int MOST = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final ChangeLog log;

    ChangesSince(ChangeLog log) {
        this.log = log;
    }

    @Override
    public Uni<Optional<byte[]>> to(PublishedRuleset now, long epoch, long revision) {
        if (epoch != now.epoch() || revision >= now.revision()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return log.between(now.environmentId(), epoch, revision, now.revision(), MOST)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(entries -> merged(now, revision, entries))
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    private static Optional<byte[]> merged(PublishedRuleset now, long from, List<ChangeLog.Entry> entries) {
        Set<String> flags = new HashSet<>();
        Set<String> segments = new HashSet<>();
        boolean groups = false;
        long reached = from;
        for (ChangeLog.Entry entry : entries) {
            if (entry.revision() > reached + 1) {
                return Optional.empty();
            }
            reached = entry.revision();
            switch (entry.change().kind()) {
                case FLAG -> flags.add(entry.change().key());
                case SEGMENT -> segments.add(entry.change().key());
                case REGION_GROUPS -> groups = true;
            }
        }
        boolean whole = reached == now.revision() && entries.size() < MOST;
        return whole ? Optional.of(now.change(from, flags, segments, groups)) : Optional.empty();
    }
}
