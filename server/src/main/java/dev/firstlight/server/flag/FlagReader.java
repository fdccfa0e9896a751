package dev.firstlight.server.flag;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.metric.Usages;
import dev.firstlight.server.metric.Usages.Served;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.targeting.Targetings;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
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
    private final Usages usages;
    private final Lifecycles lifecycles;
    private final Clock clock;

    FlagReader(
            Environments environments,
            FlagRepository flags,
            Targetings targetings,
            Usages usages,
            Lifecycles lifecycles,
            Clock clock) {
        this.environments = environments;
        this.flags = flags;
        this.targetings = targetings;
        this.usages = usages;
        this.lifecycles = lifecycles;
        this.clock = clock;
    }

    record Seen(ObjectNode view, long version) {}

    @WithSession
    Uni<Seen> get(String project, String key) {
        return environments.list(project).flatMap(all -> flags.require(project, key)
                .flatMap(flag ->
                        rows(project, List.of(flag), all, key).map(rows -> new Seen(view(rows.get(0)), flag.version))));
    }

    @WithSession
    Uni<Page<ObjectNode>> list(String project, FlagQuery query, int limit, String after) {
        return environments.list(project).flatMap(all -> flags.after(project, after, query.wantsArchived())
                .map(found -> found.stream()
                        .filter(query::mayMatch)
                        .limit(query.looksFurther() ? Integer.MAX_VALUE : limit + 1L)
                        .toList())
                .flatMap(found -> rows(project, found, all, null))
                .map(rows -> Page.of(
                                rows.stream()
                                        .filter(row -> query.matches(row, clock.instant()))
                                        .limit(limit + 1L)
                                        .toList(),
                                limit,
                                row -> row.flag().id.key())
                        .map(FlagReader::view)));
    }

    private static ObjectNode view(FlagQuery.Row row) {
        ObjectNode view = FlagView.flag(row.flag(), row.targetings());
        view.set("lifecycle", Lifecycles.view(row.lifecycle()));
        return view;
    }

    private Uni<List<FlagQuery.Row>> rows(
            String project, List<FlagEntity> found, List<EnvironmentRef> all, @Nullable String one) {
        List<String> keys = found.stream().map(flag -> flag.id.key()).toList();
        return targetings.views(project, keys).flatMap(views -> usages.served(project, one)
                .map(served -> found.stream()
                        .map(flag -> row(flag, all, views.get(flag.id.key()), served.get(flag.id.key())))
                        .toList()));
    }

    private FlagQuery.Row row(
            FlagEntity flag,
            List<EnvironmentRef> all,
            @Nullable Map<Long, ObjectNode> views,
            @Nullable List<Served> served) {
        return new FlagQuery.Row(flag, named(all, views), lifecycles.of(flag, served == null ? List.of() : served));
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
