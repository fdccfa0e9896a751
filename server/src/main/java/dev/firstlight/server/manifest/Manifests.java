package dev.firstlight.server.manifest;

import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.flag.Descriptions;
import dev.firstlight.server.targeting.Targetings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers with the manifest of an environment. */
@ApplicationScoped
class Manifests {

    static final String CAPABILITIES = "X-Manifest-Capabilities";

    /** Flags are made and changed by the API alone, where edits are gated. */
    private static final String READ = "read";

    private final Environments environments;
    private final Targetings targetings;
    private final Descriptions descriptions;

    Manifests(Environments environments, Targetings targetings, Descriptions descriptions) {
        this.environments = environments;
        this.targetings = targetings;
        this.descriptions = descriptions;
    }

    Uni<RestResponse<Manifest>> of(long environmentId) {
        return environments.require(environmentId).flatMap(this::of);
    }

    Uni<RestResponse<Manifest>> of(String project, String environment) {
        return environments.require(project, environment).flatMap(this::of);
    }

    private Uni<RestResponse<Manifest>> of(EnvironmentRef where) {
        return targetings
                .specs(where.id())
                .flatMap(specs -> descriptions.of(where.project()).map(words -> Manifest.of(specs, words)))
                .map(manifest -> RestResponse.ResponseBuilder.ok(manifest)
                        .header(CAPABILITIES, READ)
                        .header("Cache-Control", "no-cache")
                        .build());
    }
}
