package dev.firstlight.server.flag;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.lifecycle.Lifecycle;
import dev.firstlight.server.lifecycle.LifecycleConfig;
import dev.firstlight.server.lifecycle.LifecycleJudge;
import dev.firstlight.server.metric.Usages;
import dev.firstlight.server.metric.Usages.Served;
import dev.firstlight.server.platform.Cursor;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.PageRequest;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Where flags are in their lives, and what is asked for without being a flag. */
@ApplicationScoped
class Lifecycles {

    private final Environments environments;
    private final FlagRepository flags;
    private final Usages usages;
    private final LifecycleConfig config;
    private final Clock clock;

    Lifecycles(Environments environments, FlagRepository flags, Usages usages, LifecycleConfig config, Clock clock) {
        this.environments = environments;
        this.flags = flags;
        this.usages = usages;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A key that applications ask for and no flag has.
     *
     * @param environments where they ask
     * @param count how often since the first time
     */
    record UnknownFlag(String flag, List<String> environments, Instant firstAt, Instant lastAt, long count) {

        private static UnknownFlag of(Usages.Asked asked) {
            return new UnknownFlag(asked.flag(), asked.environments(), asked.firstAt(), asked.lastAt(), asked.count());
        }
    }

    Lifecycle of(FlagEntity flag, List<Served> served) {
        return LifecycleJudge.judge(
                new LifecycleJudge.Facts(
                        flag.createdAt,
                        flag.lifetime == null ? null : Duration.parse(flag.lifetime),
                        flag.archivedAt,
                        served),
                config.staleAfter(),
                clock.instant());
    }

    static ObjectNode view(Lifecycle lifecycle) {
        ObjectNode view = Json.object().put("stage", lifecycle.stage());
        if (lifecycle.since() != null) {
            view.put("since", lifecycle.since().toString());
        }
        lifecycle.reasons().forEach(view.putArray("reasons")::add);
        if (lifecycle.lastEvaluatedAt() != null) {
            view.put("lastEvaluatedAt", lifecycle.lastEvaluatedAt().toString());
        }
        return view;
    }

    /** A flag's stage with what it served where. */
    @WithSession
    Uni<ObjectNode> detail(String project, String key) {
        return flags.require(project, key).flatMap(flag -> usages.served(project, List.of(key))
                .map(all -> all.getOrDefault(key, List.of()))
                .map(served -> {
                    ObjectNode view = view(of(flag, served));
                    ArrayNode list = view.putArray("served");
                    served.forEach(one -> list.addObject()
                            .put("environment", one.environment())
                            .put("variant", one.variant())
                            .put("firstAt", one.firstAt().toString())
                            .put("lastAt", one.lastAt().toString())
                            .put("count", one.count()));
                    return view;
                }));
    }

    /** Where applications ask for a flag still. */
    Uni<List<String>> inUse(String project, String key) {
        Instant since = clock.instant().minus(config.inUseWithin());
        return usages.served(project, List.of(key)).map(all -> all.getOrDefault(key, List.of()).stream()
                .filter(one -> one.lastAt().isAfter(since))
                .map(Served::environment)
                .distinct()
                .toList());
    }

    @WithSession
    Uni<Page<UnknownFlag>> unknown(String project, PageRequest page) {
        int limit = page.limit();
        List<String> after = Cursor.parts(page, 1);
        return environments
                .list(project)
                .chain(() -> flags.keys(project))
                .flatMap(keys -> usages.besides(project, keys, after == null ? null : after.get(0), limit + 1))
                .map(asked ->
                        Page.of(asked, limit, one -> Cursor.of(one.flag())).map(UnknownFlag::of));
    }
}
