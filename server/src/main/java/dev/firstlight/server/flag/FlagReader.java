package dev.firstlight.server.flag;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.targeting.Targetings;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Flags as people look at them. */
@ApplicationScoped
class FlagReader {

    private final Environments environments;
    private final FlagRepository flags;
    private final Targetings targetings;

    FlagReader(Environments environments, FlagRepository flags, Targetings targetings) {
        this.environments = environments;
        this.flags = flags;
        this.targetings = targetings;
    }

    record Seen(ObjectNode view, long version) {}

    @WithSession
    Uni<Seen> get(String project, String key) {
        return environments.list(project).flatMap(all -> flags.require(project, key)
                .flatMap(flag -> targetings
                        .views(project, List.of(key))
                        .map(views -> new Seen(FlagView.flag(flag, named(all, views.get(key))), flag.version))));
    }

    @WithSession
    Uni<Page<ObjectNode>> list(String project, FlagQuery query, int limit, @Nullable String cursor) {
        return environments.list(project).flatMap(all -> flags.after(project, cursor == null ? "" : cursor)
                .flatMap(found -> targetings
                        .views(
                                project,
                                found.stream().map(flag -> flag.id.key()).toList())
                        .map(views -> {
                            List<FlagEntity> matching = found.stream()
                                    .filter(flag -> query.matches(flag, named(all, views.get(flag.id.key()))))
                                    .limit(limit + 1L)
                                    .toList();
                            return Page.of(matching, limit, flag -> flag.id.key())
                                    .map(flag -> FlagView.flag(flag, named(all, views.get(flag.id.key()))));
                        })));
    }

    /** By the environment's key, in the order the environments were made. */
    private static Map<String, ObjectNode> named(List<EnvironmentRef> all, @Nullable Map<Long, ObjectNode> views) {
        Map<String, ObjectNode> named = new LinkedHashMap<>();
        for (EnvironmentRef environment : all) {
            ObjectNode view = views == null ? null : views.get(environment.id());
            if (view != null) {
                named.put(environment.key(), view);
            }
        }
        return named;
    }
}
