package dev.firstlight.server.platform;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;

/**
 * Where rooms keep what operators watch. Labels come from the code alone: never a key, an address or a person, so that the
 * number of series is known beforehand. Who registers does so at the start, so that what has not happened yet reads zero.
 */
@ApplicationScoped
public class Meters {

    private static final String OURS = "firstlight.";
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;

    /** Meters of a registry. */
    public Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * A counter.
     *
     * @param name without the product's, with dots
     * @param says what is counted
     * @param labels names and values in turn
     */
    public Counter counter(String name, String says, String... labels) {
        return Counter.builder(OURS + name).description(says).tags(labels).register(registry);
    }

    /** What takes time, in buckets that all nodes share. */
    public Timer timer(String name, String says) {
        return Timer.builder(OURS + name)
                .description(says)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /** What is so much at the moment; asked for at each scrape, so it must be at hand. */
    public void gauge(String name, String says, DoubleSupplier value, String... labels) {
        Gauge.builder(OURS + name, value::getAsDouble)
                .description(says)
                .tags(labels)
                .strongReference(true)
                .register(registry);
    }

    /** Shows the open streams of a kind; gives the counter of those that were turned away. */
    public Counter streams(String kind, IntSupplier open) {
        gauge("streams.open", "Streams that are open on this node.", open::getAsInt, "kind", kind);
        return counter("streams.refused", "Streams for which there was no room.", "kind", kind);
    }

    /** Counts one once the present transaction is committed, and none where it is not; in the caller's session. */
    public Uni<Void> countAtCommit(Counter counter) {
        return Panache.getSession()
                .invoke(session -> AfterCommit.run(session, counter::increment))
                .replaceWithVoid();
    }
}
