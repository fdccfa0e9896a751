package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Problem;
import dev.firstlight.core.Ruleset;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.environment.Change;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.environment.Revisions;
import dev.firstlight.server.flagtest.FlagTests;
import dev.firstlight.server.platform.EntityTag;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.KeptAnswer;
import dev.firstlight.server.platform.Signal;
import dev.firstlight.server.platform.Signals;
import dev.firstlight.server.policy.Policies;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tests of flags. They are no part of what SDKs get; but an edit that began before they changed must hear of them, so
 * they take the environment to its next revision like any edit.
 */
@ApplicationScoped
class Tests {

    private final Environments environments;
    private final TargetingRepository targetings;
    private final Candidates candidates;
    private final Revisions revisions;
    private final Signals signals;
    private final Policies policies;
    private final Clock clock;

    Tests(
            Environments environments,
            TargetingRepository targetings,
            Candidates candidates,
            Revisions revisions,
            Signals signals,
            Policies policies,
            Clock clock) {
        this.environments = environments;
        this.targetings = targetings;
        this.candidates = candidates;
        this.revisions = revisions;
        this.signals = signals;
        this.policies = policies;
        this.clock = clock;
    }

    @WithSession
    Uni<KeptAnswer> get(String project, String environment, String flag) {
        return environments
                .require(project, environment)
                .flatMap(where -> targetings.require(where, flag).flatMap(targeting -> judged(where, targeting)));
    }

    @WithTransaction
    Uni<KeptAnswer> put(
            String project, String environment, String flag, long version, ObjectNode body, Options options) {
        FlagTests tests = sent(body);
        return environments
                .require(project, environment)
                .flatMap(revisions::lock)
                .flatMap(where -> targetings.require(where, flag).flatMap(targeting -> {
                    if (targeting.version != version) {
                        throw Failure.stale(
                                "The flag is at version " + targeting.version + " in " + where.key()
                                        + "; look at \"current\", then send the tests again.",
                                Held.of(targeting).view());
                    }
                    return keep(where, targeting, tests, options).chain(() -> judged(where, targeting));
                }));
    }

    /** What a reader got besides may come back as it was. */
    private static FlagTests sent(ObjectNode body) {
        body.remove(List.of("outcomes", "version"));
        body.fieldNames().forEachRemaining(name -> {
            if (!name.equals("tests")) {
                throw Failure.malformed(
                        Problem.at("", name), "Unknown field \"" + name + "\"; take it out or use \"tests\".");
            }
        });
        return FlagTests.read(body.get("tests"));
    }

    private Uni<Void> keep(EnvironmentRef where, TargetingEntity targeting, FlagTests tests, Options options) {
        String before = targeting.tests;
        String after = tests.text();
        if (Objects.equals(before, after)) {
            return Uni.createFrom().voidItem();
        }
        return policies.permit(where, options.intent())
                .flatMap(comment -> write(where, targeting, before, after, comment, options));
    }

    private Uni<Void> write(
            EnvironmentRef where,
            TargetingEntity targeting,
            @Nullable String before,
            @Nullable String after,
            @Nullable String comment,
            Options options) {
        String flag = targeting.id.flag();
        targeting.tests = after;
        targeting.take(targeting.document, where.revision() + 1, clock.instant(), options.caller());
        return targetings
                .persist(targeting)
                .chain(() -> revisions.change(
                        where,
                        List.of(new Change(Change.Kind.FLAG, flag, targeting.document)),
                        new AuditEntry(
                                where.project(),
                                options.caller(),
                                "flag.tests-changed",
                                where.key() + "/" + flag,
                                comment,
                                before,
                                after)))
                .chain(() -> signals.sendAtCommit(Signal.of(where.project(), "flag", where.key(), flag)));
    }

    /** The tests and what comes of each. */
    private Uni<KeptAnswer> judged(EnvironmentRef where, TargetingEntity targeting) {
        String flag = targeting.id.flag();
        FlagTests tests = FlagTests.of(targeting.tests);
        return candidates.of(where).map(candidate -> {
            Ruleset ruleset = Ruleset.compile(
                    candidate.spec(Reach.of(candidate.flags(), Set.of(flag)).flags(candidate.flags())));
            ObjectNode view = Json.object();
            ArrayNode list = view.putArray("tests");
            list.addAll(tests.json());
            ArrayNode outcomes = view.putArray("outcomes");
            tests.run(ruleset, flag).forEach(outcome -> {
                ObjectNode one = outcomes.addObject()
                        .put("name", outcome.test().name())
                        .put("holds", outcome.holds())
                        .put("variant", outcome.gave().variant())
                        .put("reason", outcome.gave().reason().name());
                if (!outcome.holds()) {
                    one.put("sentence", outcome.sentence());
                }
            });
            return new KeptAnswer(200, EntityTag.of(targeting.version), view.put("version", targeting.version));
        });
    }
}
