package dev.firstlight.server.release;

import dev.firstlight.server.deployment.Deployments;
import dev.firstlight.server.environment.Regions;
import dev.firstlight.server.plan.Plan;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the version that a release follows is where the release would go next; in the caller's session. */
@ApplicationScoped
class Following {
    private final Deployments deployments;
    private final Regions regions;

    Following(Deployments deployments, Regions regions) {
        this.deployments = deployments;
        this.regions = regions;
    }

    /** The deployment that is still to be waited for; null for none. */
    Uni<@Nullable Undeployed> undeployed(ReleaseEntity release) {
        StartOn on = release.startOn();
        if (on == null) {
            return Uni.createFrom().nullItem();
        }
        return next(release).flatMap(next -> deployments
                .regions(release.environmentId, on.service(), on.version())
                .map(there -> {
                    Set<String> missing = on.needed(next);
                    missing.removeAll(there);
                    return missing.isEmpty() ? null : new Undeployed(on, missing);
                }));
    }

    /** The regions that have the treatment after the next step; after the last one everybody has it, wherever they are. */
    private Uni<? extends Collection<String>> next(ReleaseEntity release) {
        Plan plan = release.plan();
        if (release.state.live() && plan.isLast(release.stage)) {
            return regions.keys(release.project);
        }
        int next = plan.together(release.state.live() ? release.stage + 1 : 0);
        return Uni.createFrom().item(release.standing().at(next).keySet());
    }
}
