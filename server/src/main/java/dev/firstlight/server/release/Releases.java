package dev.firstlight.server.release;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.environment.Regions;
import dev.firstlight.server.environment.Revisions;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Problem;
import dev.firstlight.server.policy.Intent;
import dev.firstlight.server.policy.Policies;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people do with releases. */
@ApplicationScoped
class Releases {
    private final ReleaseRepository repository;
    private final Environments environments;
    private final Regions regions;
    private final Serving serving;
    private final Transitions transitions;
    private final Revisions revisions;
    private final Policies policies;

    Releases(
            ReleaseRepository repository,
            Environments environments,
            Regions regions,
            Serving serving,
            Transitions transitions,
            Revisions revisions,
            Policies policies) {
        this.repository = repository;
        this.environments = environments;
        this.regions = regions;
        this.serving = serving;
        this.transitions = transitions;
        this.revisions = revisions;
        this.policies = policies;
    }

    /** Makes a release, and starts it if that is asked for; gives its id. */
    @WithTransaction
    Uni<String> create(Caller caller, String project, ReleaseRequest request) {
        Plan plan = PlanJson.read(request.plan());
        return environments
                .require(project, request.environment())
                .flatMap(environment -> regions.keys(project)
                        .flatMap(keys -> regions.groups(project).map(groups -> layOut(plan, keys, groups)))
                        .call(() -> starts(request)
                                ? mayStart(environment, request.flag(), request.treatment())
                                : Uni.createFrom().voidItem())
                        .flatMap(split -> draft(caller, environment, request, plan, split))
                        .call(repository::insert)
                        .flatMap(draft -> starts(request)
                                ? act(environment, draft, Action.RESUME, new Intent(caller, null, false))
                                : Uni.createFrom().item(draft)))
                .map(release -> release.id);
    }

    @WithTransaction
    Uni<Void> act(Intent intent, String project, String id, Action action) {
        return repository.claim(project, id).flatMap(release -> environments
                .require(release.environmentId)
                .flatMap(environment -> act(environment, release, action, intent))
                .replaceWithVoid());
    }

    private Uni<ReleaseEntity> act(EnvironmentRef environment, ReleaseEntity release, Action action, Intent intent) {
        return repository.now().flatMap(now -> {
            Progress before = release.progress();
            Decision decision = ReleaseMachine.act(release.plan(), before, action, now);
            boolean starts = action == Action.RESUME && before.state() == State.DRAFT;
            if (action == Action.ACKNOWLEDGE) {
                release.acknowledgedAt = now;
            }
            Uni<@Nullable String> told = starts
                    ? mayStart(environment, release.flag, release.treatment)
                            .chain(() -> permitStart(environment, intent))
                    : Uni.createFrom().item(intent.comment());
            return told.flatMap(comment -> transitions.carryOut(
                    environment,
                    release,
                    new Transitions.Order(
                            decision,
                            intent.caller(),
                            Happening.of(action, before, decision).word(),
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

    /** Refuses where a freeze holds; gives the comment as it is to be kept. */
    private Uni<@Nullable String> permitStart(EnvironmentRef environment, Intent intent) {
        return revisions
                .lock(environment)
                .chain(() -> policies.standing(environment))
                .invoke(standing -> standing.permitByFreezes(intent))
                .map(standing -> standing.told(intent, intent.comment()));
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
                    release.take(Progress.draft(now));
                    release.sentence = ReleaseSentence.drafted(release.facts());
                    return release;
                }));
    }

    private static boolean starts(ReleaseRequest request) {
        return Boolean.TRUE.equals(request.start());
    }

    /** One release of a flag at a time, and none of what was just taken back until somebody has looked. */
    private Uni<Void> mayStart(EnvironmentRef environment, String flag, String treatment) {
        return repository
                .liveOf(environment.id(), flag)
                .invoke(live -> {
                    if (live != null) {
                        throw Failure.of(
                                Failure.Kind.CONFLICT,
                                "Release " + live.id + " of \"" + flag + "\" in " + live.environment + " is "
                                        + live.state + "; wait until it has ended, or roll it back.");
                    }
                })
                .chain(() -> repository.unacknowledged(environment.id(), flag, treatment))
                .invoke(rolledBack -> {
                    if (rolledBack != null) {
                        throw Failure.of(
                                Failure.Kind.CONFLICT,
                                "\"" + treatment + "\" of \"" + flag + "\" was rolled back by release "
                                        + rolledBack.id + ". See why, then POST /api/v1/projects/"
                                        + environment.project() + "/releases/" + rolledBack.id
                                        + "/acknowledge and start again.");
                    }
                })
                .replaceWithVoid();
    }

    private static SplitPlan layOut(Plan plan, List<String> keys, Map<String, List<String>> groups) {
        List<Problem.Entry> problems = new ArrayList<>();
        if (keys.isEmpty()) {
            problems.add(new Problem.Entry(
                    "/plan/stages", "The project has no regions; PUT one at …/regions/{key}, then release to it."));
        }
        for (int i = 0; i < plan.stages().size(); i++) {
            List<String> named = plan.stage(i).regions();
            for (int j = 0; named != null && j < named.size(); j++) {
                if (!keys.contains(named.get(j)) && !groups.containsKey(named.get(j))) {
                    problems.add(new Problem.Entry(
                            "/plan/stages/" + i + "/regions/" + j,
                            "There is no region or region group \"" + named.get(j) + "\". There are "
                                    + String.join(", ", keys) + "."));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw Failure.invalid(problems);
        }
        return SplitPlan.of(plan, keys, groups);
    }
}
