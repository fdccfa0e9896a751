package dev.firstlight.server.flag;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.platform.Page;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Flags as people look at them. */
@ApplicationScoped
class FlagReader {

    private final Environments environments;
    private final FlagRepository flags;
    private final TargetingRepository targetings;

    FlagReader(Environments environments, FlagRepository flags, TargetingRepository targetings) {
        this.environments = environments;
        this.flags = flags;
        this.targetings = targetings;
    }

    record Seen(ObjectNode view, long version) {}

    @WithSession
    Uni<Seen> get(String project, String key) {
        return environments.list(project).flatMap(all -> flags.require(project, key)
                .flatMap(flag -> targetings
                        .ofFlag(project, key)
                        .map(found -> new Seen(
                                FlagView.flag(flag, byEnvironment(all, found).getOrDefault(key, Map.of())),
                                flag.version))));
    }

    @WithSession
    Uni<Page<ObjectNode>> list(String project, FlagQuery query, int limit, @Nullable String cursor) {
        return environments.list(project).flatMap(all -> flags.after(project, cursor == null ? "" : cursor)
                .flatMap(found -> targetings.ofProject(project).map(every -> {
                    Map<String, Map<String, TargetingEntity>> byFlag = byEnvironment(all, every);
                    List<FlagEntity> matching = found.stream()
                            .filter(flag -> query.matches(flag, byFlag.getOrDefault(flag.id.key(), Map.of())))
                            .limit(limit + 1L)
                            .toList();
                    return Page.of(matching, limit, flag -> flag.id.key())
                            .map(flag -> FlagView.flag(flag, byFlag.getOrDefault(flag.id.key(), Map.of())));
                })));
    }

    /** By flag, then by the environment's key, in the order the environments were made. */
    private static Map<String, Map<String, TargetingEntity>> byEnvironment(
            List<EnvironmentRef> all, List<TargetingEntity> targetings) {
        Map<Long, List<TargetingEntity>> byId = new HashMap<>();
        targetings.forEach(one -> byId.computeIfAbsent(one.id.environmentId(), id -> new java.util.ArrayList<>())
                .add(one));
        Map<String, Map<String, TargetingEntity>> byFlag = new HashMap<>();
        for (EnvironmentRef environment : all) {
            for (TargetingEntity one : byId.getOrDefault(environment.id(), List.of())) {
                byFlag.computeIfAbsent(one.id.flag(), flag -> new LinkedHashMap<>())
                        .put(environment.key(), one);
            }
        }
        return byFlag;
    }
}
