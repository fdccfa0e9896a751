package dev.firstlight.server.release;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.plan.Approval;
import dev.firstlight.server.plan.Plan;
import dev.firstlight.server.plan.Stage;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.policy.Policies;
import dev.firstlight.server.policy.Standing;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What opens the gates of a stage from outside: people who agree, and CI checks. */
@ApplicationScoped
class Gatekeeping {
    private final ReleaseRepository repository;
    private final GateRows rows;
    private final Environments environments;
    private final Transitions transitions;
    private final Policies policies;

    Gatekeeping(
            ReleaseRepository repository,
            GateRows rows,
            Environments environments,
            Transitions transitions,
            Policies policies) {
        this.repository = repository;
        this.rows = rows;
        this.environments = environments;
        this.transitions = transitions;
        this.policies = policies;
    }

    /**
     * Agrees that the present stage may be left, or where the environment asks for approvals that the release may start;
     * saying so twice is saying so once.
     */
    @WithTransaction
    Uni<Void> approve(Caller caller, String project, String id, @Nullable String comment) {
        return repository.claim(project, id).flatMap(release -> {
            if (release.state.ahead()) {
                return approveStart(caller, release, comment);
            }
            Stage stage = release.plan().joined(release.stage);
            permit(release, stage, caller);
            return rows.approve(id, release.stage, caller.id())
                    .flatMap(fresh -> fresh
                            ? note(
                                    release,
                                    caller,
                                    Happening.APPROVED,
                                    ReleaseSentence.approved(release.facts(), release.stage, caller.name(), comment),
                                    comment)
                            : Uni.createFrom().voidItem());
        });
    }

    private Uni<Void> approveStart(Caller caller, ReleaseEntity release, @Nullable String comment) {
        return environments
                .require(release.environmentId)
                .flatMap(policies::standing)
                .flatMap(standing -> policies.person(caller.id())
                        .flatMap(person -> policies.person(release.author).flatMap(author -> {
                            permitStart(standing, caller.in(release.project, release.environment), person, author);
                            return rows.approve(release.id, GateRows.START, person);
                        })))
                .flatMap(fresh -> fresh
                        ? note(
                                release,
                                caller,
                                Happening.APPROVED,
                                ReleaseSentence.approvedStart(release.facts(), caller.name(), comment),
                                comment)
                        : Uni.createFrom().voidItem());
    }

    private static void permitStart(Standing standing, Caller caller, String person, String author) {
        if (standing.approvals() == 0) {
            throw Failure.of(
                    Failure.Kind.CONFLICT,
                    "This release has not begun, and \"" + standing.environment()
                            + "\" asks for no approval of that; what runs, or is paused, can be approved.");
        }
        if (person.equals(author)) {
            throw Failure.of(Failure.Kind.FORBIDDEN, "You made this release; somebody else has to approve it.");
        }
        if (!standing.mayApprove(caller)) {
            throw Failure.of(Failure.Kind.FORBIDDEN, "You are none of those who approve edits of this environment.");
        }
    }

    private static void permit(ReleaseEntity release, Stage stage, Caller caller) {
        if (!release.state.live()) {
            throw Failure.of(
                    Failure.Kind.CONFLICT,
                    "This release is " + release.state + "; what runs, or is paused, can be approved.");
        }
        if (caller.id().equals(release.author)) {
            throw Failure.of(Failure.Kind.FORBIDDEN, "You made this release; somebody else has to approve it.");
        }
        Approval asked = stage.gates().approval();
        Caller there = caller.in(release.project, release.environment);
        if (!there.permissions().contains(Role.APPROVE) && !there.permissions().contains(Role.RELEASE)) {
            throw Failure.of(Failure.Kind.FORBIDDEN, "You may not approve in \"" + release.environment + "\".");
        }
        if (asked != null && !there.permissions().contains(asked.permission())) {
            throw Failure.of(
                    Failure.Kind.FORBIDDEN,
                    "This stage is approved by " + asked.count() + " × "
                            + asked.role().name().toLowerCase(Locale.ROOT) + ".");
        }
    }

    /** Keeps what CI says of a check that the plan names. */
    @WithTransaction
    Uni<Void> report(Caller caller, String project, String id, String name, CheckRequest said) {
        return repository.claim(project, id).flatMap(release -> {
            caller.in(project, release.environment).requireMay(Role.RELEASE);
            Set<String> known = new TreeSet<>();
            Plan plan = release.plan();
            plan.stages().forEach(stage -> known.addAll(stage.gates().checks()));
            if (!known.contains(name)) {
                throw Failure.of(
                        Failure.Kind.UNKNOWN,
                        "This release waits for no check \"" + name + "\""
                                + (known.isEmpty() ? "." : "; it waits for " + String.join(", ", known) + "."));
            }
            return rows.report(id, name, said)
                    .chain(() -> note(
                            release,
                            caller,
                            Happening.CHECKED,
                            ReleaseSentence.checked(release.facts(), name, said, caller.name()),
                            null));
        });
    }

    /** Into the log and the audit; the release stands as it stood. */
    private Uni<Void> note(
            ReleaseEntity release, Caller caller, Happening what, String sentence, @Nullable String comment) {
        return repository
                .now()
                .flatMap(now -> environments
                        .require(release.environmentId)
                        .flatMap(environment -> transitions.carryOut(
                                environment,
                                release,
                                new Transitions.Order(
                                        Decision.hold(release.progress()),
                                        caller,
                                        what,
                                        sentence,
                                        comment,
                                        null,
                                        now))))
                .replaceWithVoid();
    }
}
