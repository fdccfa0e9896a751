package dev.firstlight.server.deployment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.audit.Audit;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.environment.Regions;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which version of a service is in which region. What was once there is never taken away again. */
@ApplicationScoped
public class Deployments {
    private final DeploymentRows rows;
    private final Environments environments;
    private final Regions regions;
    private final Audit audit;

    Deployments(DeploymentRows rows, Environments environments, Regions regions, Audit audit) {
        this.rows = rows;
        this.environments = environments;
        this.regions = regions;
        this.audit = audit;
    }

    /** The regions of an environment in which a version was reported; in the caller's session. */
    public Uni<Set<String>> regions(long environmentId, String service, String version) {
        return rows.regions(environmentId, service, version);
    }

    /** Keeps a deployment; one that was reported before stays as it was said first. */
    @WithTransaction
    Uni<DeploymentView> report(Caller caller, String project, String environment, DeploymentRequest said) {
        return environments.require(project, environment).flatMap(where -> regions.keys(project)
                .invoke(known -> {
                    if (!known.contains(said.region())) {
                        throw Failure.invalid(
                                "/region",
                                "There is no region \"" + said.region() + "\"; name one of " + String.join(", ", known)
                                        + ".");
                    }
                })
                .chain(() -> rows.insert(where, Ids.next(), said, caller.name()))
                .flatMap(fresh -> rows.get(where, said)
                        .call(kept -> fresh
                                ? record(caller, where, kept)
                                : Uni.createFrom().voidItem())));
    }

    private Uni<Void> record(Caller caller, EnvironmentRef where, DeploymentView kept) {
        ObjectNode after = Json.object()
                .put("version", kept.version())
                .put("region", kept.region())
                .put("url", kept.url())
                .put("commit", kept.commit())
                .put("at", kept.at().toString());
        return audit.append(new AuditEntry(
                where.project(),
                caller,
                "deployment.reported",
                where.key() + "/" + kept.service(),
                null,
                null,
                Json.write(after)));
    }

    @WithSession
    Uni<Page<DeploymentView>> list(
            String project, String environment, @Nullable String service, int limit, String below) {
        return environments
                .require(project, environment)
                .flatMap(where -> rows.below(where, service, below, limit + 1))
                .map(found -> Page.of(found, limit, DeploymentView::id));
    }
}
