package dev.firstlight.server.webhook;

import dev.firstlight.server.platform.Meters;
import dev.firstlight.server.platform.NoTicker;
import dev.firstlight.server.webhook.DispatchRows.Due;
import io.micrometer.core.instrument.Counter;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Delivers, to each endpoint one event after the other: the next leaves when this one is taken or parked. What came of a try
 * is kept before the next; after a crash the same event is sent again, under the same id.
 */
@ApplicationScoped
class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    /** Endpoints that this node delivers to at the same time. */
    private static final int AT_ONCE = 64;
    /** Then other endpoints have their turn. */
    private static final int MOST_IN_A_TURN = 100;

    private static final String DELIVERED = "delivered";
    private static final String PENDING = "pending";
    private static final String PARKED = "parked";

    private final DispatchRows rows;
    private final Sender sender;
    private final Retries retries;
    private final Duration keep;
    private final Map<String, Counter> tries;
    private final AtomicInteger busy = new AtomicInteger();

    Dispatcher(DispatchRows rows, Sender sender, WebhookConfig config, Meters meters) {
        this.rows = rows;
        this.sender = sender;
        this.retries = new Retries(config.firstRetry(), config.longestWait(), config.giveUpAfter());
        this.keep = config.keep();
        this.tries = Stream.of(DELIVERED, PENDING, PARKED)
                .collect(Collectors.toMap(
                        state -> state,
                        state -> meters.counter(
                                "webhook.tries", "Tries to deliver an event to an endpoint.", "outcome", state)));
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, skipExecutionIf = NoTicker.class)
    Uni<Void> tick() {
        int room = AT_ONCE - busy.get();
        return (room < 1 ? Uni.createFrom().item(List.<Endpoint>of()) : rows.claim(room))
                .invoke(endpoints -> endpoints.forEach(this::begin))
                .replaceWithVoid()
                .onFailure()
                .invoke(e -> LOG.warnf("What is to be delivered waits for the next turn: %s", e.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    /** Nobody waits for it: an endpoint that is slow holds up no other. */
    private void begin(Endpoint endpoint) {
        busy.incrementAndGet();
        deliver(endpoint, MOST_IN_A_TURN)
                .onTermination()
                .invoke(busy::decrementAndGet)
                .subscribe()
                .with(done -> {}, e -> LOG.warnf("The webhook %s waits until its claim is over: %s", endpoint.id(), e));
    }

    @Scheduled(
            every = "1h",
            delayed = "5m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = NoTicker.class)
    Uni<Void> forget() {
        return rows.forget(keep)
                .onFailure()
                .invoke(e -> LOG.warnf("Old deliveries stay another hour: %s", e.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> deliver(Endpoint endpoint, int most) {
        return rows.next(endpoint).flatMap(due -> {
            if (due == null || most == 0) {
                return rows.release(endpoint);
            }
            return sender.send(endpoint, due.event())
                    .flatMap(outcome -> conclude(endpoint, due, outcome))
                    .flatMap(goesOn -> goesOn ? deliver(endpoint, most - 1) : rows.release(endpoint));
        });
    }

    /** Whether the next event may follow at once. */
    private Uni<Boolean> conclude(Endpoint endpoint, Due due, Outcome outcome) {
        if (outcome.taken()) {
            return record(endpoint, due, DELIVERED, Duration.ZERO, outcome);
        }
        Duration wait = outcome.gone()
                ? null
                : retries.after(
                        due.tries() + 1,
                        due.since(),
                        ThreadLocalRandom.current().nextDouble());
        if (wait != null) {
            return record(endpoint, due, PENDING, wait, outcome).replaceWith(false);
        }
        String why = outcome.gone()
                ? "It answered 410, so it wants nothing any more."
                : "It took nothing for " + retries.patience() + ". The last time: " + outcome.trouble();
        LOG.warnf("The webhook %s is disabled: %s", endpoint.id(), why);
        return record(endpoint, due, PARKED, Duration.ZERO, outcome)
                .chain(kept ->
                        kept ? rows.disable(endpoint, why) : Uni.createFrom().voidItem())
                .replaceWith(false);
    }

    private Uni<Boolean> record(Endpoint endpoint, Due due, String state, Duration wait, Outcome outcome) {
        Counter tried = Objects.requireNonNull(tries.get(state));
        return rows.record(endpoint, due.eventNo(), state, wait, outcome).invoke(kept -> {
            if (kept) {
                tried.increment();
            }
        });
    }
}
