package dev.firstlight.server.targeting;

import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.platform.Traces;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The way for edits of what flags do: each project has a {@link Lane} of its own on every node. */
@ApplicationScoped
class Lanes {

    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Environments environments;
    private final MemoryRows rows;
    private final Clock clock;
    private final Traces traces;

    Lanes(Environments environments, MemoryRows rows, Clock clock, Traces traces) {
        this.environments = environments;
        this.rows = rows;
        this.clock = clock;
        this.traces = traces;
    }

    /** Makes an edit; answers when it is kept, or certainly refused. */
    <R> Uni<R> submit(String project, String environment, Edit<R> edit) {
        return submit(project, environment, edit, null);
    }

    /** Makes an edit that a client may send again; who gives it again finds its answer kept. */
    <R> Uni<R> submit(String project, String environment, Edit<R> edit, @Nullable Once<R> once) {
        Context here = Vertx.currentContext();
        Lane known = lanes.get(project);
        // Only for a project that there is, so that made-up names take no memory.
        Uni<R> answer = known != null
                ? known.submit(environment, edit, once)
                : environments.require(project, environment).chain(() -> lanes.computeIfAbsent(
                                project,
                                key -> new Lane(key, rows, Infrastructure.getDefaultWorkerPool(), clock, traces))
                        .submit(environment, edit, once));
        return here == null ? answer : answer.emitOn(task -> here.runOnContext(ignored -> task.run()));
    }
}
