package dev.firstlight.server.release;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.environment.Regions;
import dev.firstlight.server.environment.Revisions;
import dev.firstlight.server.guard.Guards;
import dev.firstlight.server.plan.Layout;
import dev.firstlight.server.plan.Plan;
import dev.firstlight.server.plan.PlanJson;
import dev.firstlight.server.plan.Plans;
import dev.firstlight.server.plan.SplitPlan;
import dev.firstlight.server.plan.SplitPlanJson;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Problem;
import dev.firstlight.server.policy.Consent;
import dev.firstlight.server.policy.Intent;
import dev.firstlight.server.policy.Policies;
import dev.firstlight.server.policy.Standing;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people do with releases. */
@ApplicationScoped
class Releases {
    private final ReleaseRepository repository;
    private final Environments environments;
    private final Regions regions;
    private final Plans plans;
    private final Guards guards;
    private final GateRows gates;
    private final Starts permission;
    private final Serving serving;
    private final Transitions transitions;
    private final Revisions revisions;
    private final Policies policies;

    Releases(
            ReleaseRepository repository,
            Environments environments,
            Regions regions,
            Plans plans,
            Guards guards,
            GateRows gates,
            Starts permission,
            Serving serving,
            Transitions transitions,
            Revisions revisions,
            Policies policies) {
        this.repository = repository;
        this.environments = environments;
        this.regions = regions;
        this.plans = plans;
        this.guards = guards;
        this.gates = gates;
        this.permission = permission;
        this.serving = serving;
        this.transitions = transitions;
        this.revisions = revisions;
        this.policies = policies;
    }

    /** Makes a release, and starts it if that is asked for, now or at its time; gives its id. */
    @WithTransaction
    Uni<String> create(Caller caller, String project, ReleaseRequest request) {
        boolean starts = Boolean.TRUE.equals(request.start());
        Instant startAt = request.startAt();
        return environments
                .require(project, request.environment())
                .invoke(environment -> requireMay(caller, environment))
                .flatMap(environment -> plans.of(project, request.plan())
                        .call(plan -> known(project, plan))
                        .flatMap(plan -> regions.keys(project)
                                .flatMap(keys -> regions.groups(project).map(groups -> Layout.of(plan, keys, groups)))
                                .invoke(split -> StartOn.requireReached(request.startOn(), split))
                                .call(() -> starts
                                        ? permission.permit(environment, request.flag(), request.treatment())
                                        : Uni.createFrom().voidItem())
                                .flatMap(split -> draft(caller, environment, request, plan, split)))
                        .call(repository::insert)
                        .flatMap(draft -> startAt != null || request.startOn() != null
                                ? schedule(environment, draft, caller, startAt)
                                : starts
                                        ? act(environment, draft, Action.START, null, new Intent(caller, null, false))
                                        : Uni.createFrom().item(draft)))
                .map(release -> release.id);
    }

    /** Who may release in some environment may not do so in all. */
    private static void requireMay(Caller caller, EnvironmentRef environment) {
        caller.in(environment.project(), environment.key()).requireMay(Role.RELEASE);
    }

    /** A token with a budget may take back and hold, no more. */
    private static void requireMay(Caller caller, EnvironmentRef environment, Action action) {
        Caller there = caller.in(environment.project(), environment.key());
        (action.stops() ? there.counted() : there).requireMay(Role.RELEASE);
    }

    /** A guard's metric that nobody defined and nothing ever reported is a mistake in the plan. */
    private Uni<Void> known(String project, Plan plan) {
        return guards.unknown(project, plan.metrics())
                .invoke(unknown -> {
                    List<Problem.Entry> problems = new ArrayList<>();
                    for (int i = 0; i < plan.guards().size(); i++) {
                        String metric = plan.guards().get(i).metric();
                        if (unknown.contains(metric)) {
                            problems.add(new Problem.Entry(
                                    "/plan/guards/" + i + "/metric",
                                    "There is no metric \"" + metric + "\"; PUT it at /api/v1/projects/" + project
                                            + "/metrics/" + metric + " first."));
                        }
                    }
                    if (!problems.isEmpty()) {
                        throw Failure.invalid(problems);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<ReleaseEntity> schedule(
            EnvironmentRef environment, ReleaseEntity draft, Caller caller, @Nullable Instant startAt) {
        return repository.now().flatMap(now -> {
            draft.startAt = startAt;
            return transitions.carryOut(
                    environment,
                    draft,
                    new Transitions.Order(
                            Decision.hold(Progress.ahead(State.SCHEDULED, now)),
                            caller,
                            Happening.SCHEDULED,
                            ReleaseSentence.scheduled(draft.facts(), startAt, caller.name()),
                            null,
                            null,
                            now));
        });
    }

    /**
     * What a person does.
     *
     * @param region where it is to be taken back; null for everywhere
     */
    @WithTransaction
    Uni<Void> act(Intent intent, String project, String id, Action action, @Nullable String region) {
        return repository.claim(project, id).flatMap(release -> environments
                .require(release.environmentId)
                .invoke(environment -> requireMay(intent.caller(), environment, action))
                .call(() -> action == Action.PROMOTE
                        ? agreed(release)
                        : Uni.createFrom().voidItem())
                .flatMap(environment -> act(environment, release, action, region, intent))
                .replaceWithVoid());
    }

    /** A person may pass over everything that a stage waits for but the people who have to agree. */
    private Uni<Void> agreed(ReleaseEntity release) {
        int needed = release.state.live() ? ReleaseMachine.needed(release.plan().joined(release.stage), false) : 0;
        return gates.approvals(release.id, release.stage)
                .invoke(approvals -> {
                    if (approvals.size() < needed) {
                        throw Failure.of(
                                Failure.Kind.CONFLICT,
                                "This stage needs " + needed + " approvals and has " + approvals.size()
                                        + "; POST …/releases/" + release.id + "/approve.");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<ReleaseEntity> act(
            EnvironmentRef environment, ReleaseEntity release, Action action, @Nullable String region, Intent intent) {
        return repository.now().flatMap(now -> {
            Progress before = release.progress();
            Decision decision = Acts.act(release.plan(), before, action, here(release, region), now);
            boolean starts = before.state().ahead() && decision.goesOn();
            if (action == Action.ACKNOWLEDGE) {
                release.acknowledgedAt = now;
            }
            Uni<@Nullable String> told = starts
                    ? permission.begin(environment, release).chain(() -> permitStart(environment, release, intent))
                    : Uni.createFrom().item(intent.comment());
            return told.flatMap(comment -> transitions.carryOut(
                    environment,
                    release,
                    new Transitions.Order(
                            decision,
                            intent.caller(),
                            Happening.of(action, before, decision),
                            ReleaseSentence.acted(
                                    release.facts(),
                                    before,
                                    action,
                                    decision,
                                    intent.caller().name(),
                                    comment),
                            comment,
                            null,
                            now)));
        });
    }

    /** A region where the treatment is; taking the last one back is taking the release back. */
    private static @Nullable String here(ReleaseEntity release, @Nullable String region) {
        if (region == null) {
            return null;
        }
        Set<String> treated =
                release.state.live() ? release.standing().at(release.stage).keySet() : Set.of();
        if (!treated.contains(region)) {
            throw Failure.invalid(
                    "/region",
                    treated.isEmpty()
                            ? "No region has the treatment now."
                            : "\"" + region + "\" does not have the treatment now; " + String.join(", ", treated)
                                    + " do.");
        }
        return treated.size() == 1 ? null : region;
    }

    /** Refuses where a freeze holds or too few agreed to the start; gives the comment as it is to be kept. */
    private Uni<@Nullable String> permitStart(EnvironmentRef environment, ReleaseEntity release, Intent intent) {
        return revisions
                .lock(environment)
                .chain(() -> policies.standing(environment))
                .invoke(standing -> standing.permitByFreezes(intent.in(environment)))
                .flatMap(standing -> permission
                        .agreed(standing, release)
                        .flatMap(agreed -> agreed
                                // Who would have passed over what others agreed to has passed over nothing.
                                ? Uni.createFrom()
                                        .item(new Intent(intent.caller(), intent.comment(), intent.overrideFreeze()))
                                : unagreed(environment, standing, intent.in(environment))
                                        .replaceWith(intent))
                        .map(meant -> standing.told(meant, meant.comment())));
    }

    private Uni<Void> unagreed(EnvironmentRef environment, Standing standing, Intent intent) {
        if (intent.consent() == Consent.NONE) {
            throw Failure.of(
                    Failure.Kind.FORBIDDEN,
                    "\"" + environment.key() + "\" asks for approval: make the release without \"start\", have it"
                            + " approved by " + standing.approvals()
                            + " others (POST …/releases/{id}/approve), then start it.");
        }
        standing.permitByApprovals(intent);
        return policies.overridden(environment, intent);
    }

    private Uni<ReleaseEntity> draft(
            Caller caller, EnvironmentRef environment, ReleaseRequest request, Plan plan, SplitPlan split) {
        return serving.control(environment, request.flag(), request.treatment())
                .flatMap(control -> repository.now().map(now -> {
                    ReleaseEntity release = new ReleaseEntity();
                    release.id = Ids.next();
                    release.project = environment.project();
                    release.environmentId = environment.id();
                    release.environment = environment.key();
                    release.flag = request.flag();
                    release.treatment = request.treatment();
                    release.control = control;
                    release.name =
                            request.name() == null ? request.flag() + " → " + request.treatment() : request.name();
                    release.plan = PlanJson.write(plan).toString();
                    release.percents = SplitPlanJson.write(split);
                    release.createdAt = now;
                    release.startedBy = caller.name();
                    release.author = caller.id();
                    release.outRegions = "[]";
                    release.startOn = request.startOn() == null ? null : Json.write(request.startOn());
                    release.take(Progress.draft(now));
                    release.sentence = ReleaseSentence.drafted(release.facts());
                    return release;
                }));
    }
}
