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
                        rows(project, List.of(flag), all).map(rows -> new Seen(view(rows.get(0)), flag.version))));
    }

    @WithSession
    Uni<Page<ObjectNode>> list(String project, FlagQuery query, int limit, String after) {
        return environments.list(project).flatMap(all -> found(project, query, limit, after)
                .flatMap(found -> rows(project, found, all))
                .map(rows -> Page.of(
                                rows.stream()
                                        .filter(row -> query.matches(row, clock.instant()))
                                        .limit(limit + 1L)
                                        .toList(),
                                limit,
                                row -> row.flag().id.key())
                        .map(FlagReader::view)));
    }

    /** One more than is wanted, so that it is known whether there are more; all, where flags alone do not say which match. */
    private Uni<List<FlagEntity>> found(String project, FlagQuery query, int limit, String after) {
        if (query.terms().isEmpty()) {
            return flags.after(project, after, false, limit + 1);
        }
        if (query.looksFurther()) {
            return flags.after(project, after, query.wantsArchived(), Integer.MAX_VALUE)
                    .map(all -> all.stream()
                            .filter(flag -> query.mayMatch(flag.words()))
                            .toList());
        }
        return flags.words(project, after)
                .map(all -> all.stream()
                        .filter(query::mayMatch)
                        .limit(limit + 1L)
                        .map(FlagWords::key)
                        .toList())
                .flatMap(keys -> flags.of(project, keys));
    }

    private static ObjectNode view(FlagQuery.Row row) {
        ObjectNode view = FlagView.flag(row.flag(), row.targetings());
        view.set("lifecycle", Lifecycles.view(row.lifecycle()));
        return view;
    }

    private Uni<List<FlagQuery.Row>> rows(String project, List<FlagEntity> found, List<EnvironmentRef> all) {
        List<String> keys = found.stream().map(flag -> flag.id.key()).toList();
        return targetings.views(project, keys).flatMap(views -> usages.served(project, keys)
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
