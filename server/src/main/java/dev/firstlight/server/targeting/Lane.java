package dev.firstlight.server.targeting;

import dev.firstlight.server.platform.ConnectionTrouble;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Traces;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The edits of one project, one after the other. While some are being kept, others gather, and are then kept together: one
 * transaction, each with a revision and an audit row of its own. What is in memory is only a guess at what is kept; the
 * transaction says whether it still was so, and where it was not, what others did is read and the edits are made again.
 * No answer leaves before that, a refusal neither.
 */
final class Lane {

    private static final Logger LOG = Logger.getLogger(Lane.class);
    private static final int MOST_TOGETHER = 64;
    private static final int MOST_WAITING = 2_000;
    private static final int MOST_ATTEMPTS = 20;
    private static final long GATHER_MS = 1;

    private final Queue<Waiting<?>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Deque<List<Waiting<?>>> apart = new ArrayDeque<>();
    private final Memory memory;
    private final MemoryRows rows;
    private final ScheduledExecutorService executor;
    private final Clock clock;
    private final Traces traces;

    Lane(String project, MemoryRows rows, ScheduledExecutorService executor, Clock clock, Traces traces) {
        this.memory = new Memory(project);
        this.rows = rows;
        this.executor = executor;
        this.clock = clock;
        this.traces = traces;
    }

    /** Makes an edit; answers when it is kept, or certainly refused. */
    <R> Uni<R> submit(String environment, Edit<R> edit, @Nullable Once<R> once) {
        return Uni.createFrom().<R>emitter(emitter -> {
            if (waiting.incrementAndGet() > MOST_WAITING) {
                waiting.decrementAndGet();
                emitter.fail(Failure.of(Failure.Kind.UNAVAILABLE, "Too many edits are waiting; try again."));
                return;
            }
            Waiting<R> mine = new Waiting<>(
                    environment, edit, once, emitter, traces.begin("keep_edits", SpanKind.CLIENT, Context.current()));
            emitter.onTermination(mine::abandon);
            queue.add(mine);
            wake();
        });
    }

    private void wake() {
        if (busy.compareAndSet(false, true)) {
            executor.execute(this::next);
        }
    }

    /** Where several come at once, those that are nearly there are waited for: one transaction costs less than two. */
    private void nextSoon(int before) {
        if (before > 1 && apart.isEmpty() && waiting.get() < before) {
            executor.schedule(this::next, GATHER_MS, TimeUnit.MILLISECONDS);
        } else {
            next();
        }
    }

    private void next() {
        List<Waiting<?>> together = apart.isEmpty() ? gathered() : apart.pop();
        if (!together.isEmpty()) {
            attempt(together, 1);
            return;
        }
        busy.set(false);
        if (!queue.isEmpty()) {
            wake();
        }
    }

    private List<Waiting<?>> gathered() {
        List<Waiting<?>> together = new ArrayList<>();
        while (together.size() < MOST_TOGETHER) {
            Waiting<?> one = queue.poll();
            if (one == null) {
                break;
            }
            waiting.decrementAndGet();
            if (!one.isAbandoned()) {
                together.add(one);
            }
        }
        return together;
    }

    private void attempt(List<Waiting<?>> together, int attempt) {
        Set<String> wanted = new TreeSet<>();
        together.forEach(one -> wanted.add(one.environment()));
        Uni<Void> ready = attempt == 1 && memory.has(wanted)
                ? Uni.createFrom().voidItem()
                : rows.refresh(memory, wanted).emitOn(executor);
        ready.chain(() -> {
                    Batch batch = new Batch(memory, clock.instant());
                    together.forEach(batch::make);
                    return rows.keep(batch.work()).map(kept -> kept ? batch : Batch.NONE);
                })
                .emitOn(executor)
                .subscribe()
                .with(kept -> settle(together, attempt, kept), e -> fail(together, e));
    }

    private void settle(List<Waiting<?>> together, int attempt, Batch kept) {
        if (kept != Batch.NONE) {
            kept.kept();
            together.forEach(Lane::answer);
            nextSoon(together.size());
        } else if (attempt < MOST_ATTEMPTS) {
            attempt(together, attempt + 1);
        } else {
            fail(together, Failure.of(Failure.Kind.UNAVAILABLE, "Others change this all the time; try again."));
        }
    }

    /** Whoever cannot take an answer must not hold up the others. */
    private static void answer(Waiting<?> one) {
        try {
            one.answer();
        } catch (RuntimeException e) {
            LOG.error("An answer could not be given", e);
        }
    }

    /** Whether the edits are kept may be unknown, and then so is what there is: all is read again before the next. */
    private void fail(List<Waiting<?>> together, Throwable e) {
        memory.forget();
        if (together.size() > 1 && !(e instanceof Failure) && !ConnectionTrouble.isIn(e)) {
            // One of them cannot be kept: each by itself, so that it takes no other with it.
            together.forEach(one -> apart.add(List.of(one)));
        } else {
            together.forEach(one -> one.fail(e));
            if (e instanceof TimeoutException) {
                failWaiting(e);
            }
        }
        next();
    }

    /** Whoever waits behind those whom nobody answered in time would wait as long again. */
    private void failWaiting(Throwable e) {
        apart.forEach(alone -> alone.forEach(one -> one.fail(e)));
        apart.clear();
        for (List<Waiting<?>> rest = gathered(); !rest.isEmpty(); rest = gathered()) {
            rest.forEach(one -> one.fail(e));
        }
    }
}
