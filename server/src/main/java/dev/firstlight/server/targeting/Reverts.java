package dev.firstlight.server.targeting;

import dev.firstlight.server.environment.ChangeLog;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.KeptAnswer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The way back: an edit like any other, to what was there at an earlier revision. */
@ApplicationScoped
class Reverts {

    private final Environments environments;
    private final ChangeLog log;
    private final History history;
    private final TargetingService service;
    private final Together together;
    private final Foresights foresights;

    Reverts(
            Environments environments,
            ChangeLog log,
            History history,
            TargetingService service,
            Together together,
            Foresights foresights) {
        this.environments = environments;
        this.log = log;
        this.history = history;
        this.service = service;
        this.together = together;
        this.foresights = foresights;
    }

    /** Takes a flag's targeting back; its variants, which belong to all environments, stay as they are. */
    Uni<KeptAnswer> flag(
            String project, String environment, String flag, @Nullable Long version, long revision, Options options) {
        return history.documentAt(project, environment, flag, revision)
                .flatMap(document -> service.edit(
                        project, environment, FlagEdit.back(flag, version, document), explained(options, revision)));
    }

    private static Options explained(Options options, long revision) {
        return options.orComment("Back to revision " + revision + ".");
    }

    /**
     * Takes all flags and segments of an environment back, in one revision. What the way back cannot reach is named in
     * the answer: what was not there then and stays, flags that are gone since, large lists of keys that differ.
     *
     * @param revision where to; null for a time
     * @param at the time; null for a revision
     */
    Uni<KeptAnswer> environment(
            String project, String environment, @Nullable Long revision, @Nullable Instant at, Options options) {
        if ((revision == null) == (at == null)) {
            throw Failure.invalid("/revision", "Send \"revision\" or \"at\", a time: one of them.");
        }
        return environments.require(project, environment).flatMap(where -> (revision != null
                        ? Uni.createFrom().item(revision)
                        : log.revisionAt(where.id(), where.epoch(), java.util.Objects.requireNonNull(at)))
                .flatMap(to -> back(where, to, options)));
    }

    private Uni<KeptAnswer> back(EnvironmentRef where, long revision, Options options) {
        if (revision < 1 || revision > where.revision()) {
            throw Failure.invalid(
                    "/revision", "The environment is at revision " + where.revision() + "; name that or an earlier.");
        }
        return log.at(where.id(), where.epoch(), revision).flatMap(then -> log.at(
                        where.id(), where.epoch(), where.revision())
                .flatMap(now -> {
                    WayBack way = WayBack.of(then, now);
                    Options told = explained(options, revision);
                    return (way.segments().isEmpty()
                                    ? flags(where, way, told)
                                    : together.go(where, way.together(), told).flatMap(foresights::told))
                            .map(way::explain);
                }));
    }

    private Uni<KeptAnswer> flags(EnvironmentRef where, WayBack way, Options options) {
        return way.flags().isEmpty()
                ? Uni.createFrom().item(WayBack.nothing(where))
                : service.editAll(where.project(), where.key(), way.edits(), options);
    }
}
