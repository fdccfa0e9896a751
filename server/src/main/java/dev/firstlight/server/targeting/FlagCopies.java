package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.ReleaseSpec;
import dev.firstlight.core.Serve;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.environment.Change;
import dev.firstlight.server.environment.EnvironmentContent;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.platform.Json;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The flags of a project in a new environment: off, or as they are in another. Salts stay what they are. */
@ApplicationScoped
class FlagCopies implements EnvironmentContent {

    private static final String INSERT = """
            INSERT INTO targeting (environment_id, project, flag, document, version, revision, updated_at, updated_by,
                tests)
            SELECT ?1, ?2, f.flag, f.document, 1, ?3, now(), ?4, f.tests
            FROM json_to_recordset(CAST(CAST(?5 AS text) AS json)) AS f(flag text, document text, tests text)""";

    private final TargetingRepository targetings;
    private final Targetings checks;

    FlagCopies(TargetingRepository targetings, Targetings checks) {
        this.targetings = targetings;
        this.checks = checks;
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public Uni<List<Change>> fill(Caller caller, EnvironmentRef made, EnvironmentRef like, boolean copy) {
        return targetings.ofEnvironment(like.id()).flatMap(all -> {
            Map<String, FlagSpec> specs = new LinkedHashMap<>();
            ArrayNode rows = Json.object().arrayNode();
            List<Change> changes = new ArrayList<>();
            for (TargetingEntity one : all) {
                FlagSpec there = FlagDocument.spec(one.document);
                FlagSpec here = copy ? withoutRelease(there) : FlagDocument.off(there);
                String document = FlagDocument.write(here);
                specs.put(one.id.flag(), here);
                changes.add(new Change(Change.Kind.FLAG, one.id.flag(), document));
                rows.addObject()
                        .put("flag", one.id.flag())
                        .put("document", document)
                        .put("tests", copy ? one.tests : null);
            }
            return all.isEmpty()
                    ? Uni.createFrom().item(changes)
                    : checks.check(made, specs)
                            .chain(() -> insert(caller, made, rows))
                            .replaceWith(changes);
        });
    }

    private static Uni<Void> insert(Caller caller, EnvironmentRef made, ArrayNode rows) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(INSERT)
                        .setParameter(1, made.id())
                        .setParameter(2, made.project())
                        .setParameter(3, made.revision() + 1)
                        .setParameter(4, caller.id())
                        .setParameter(5, Json.write(rows))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** A release runs where it was started: elsewhere the flag serves what it is compared with. */
    static FlagSpec withoutRelease(FlagSpec spec) {
        @Nullable ReleaseSpec release = spec.release();
        return release == null ? spec : spec.withDefault(new Serve.Variant(release.control()), null);
    }
}
