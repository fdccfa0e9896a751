package dev.firstlight.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final Turns turns = new Turns(2);
    private final List<UniEmitter<? super String>> working = new ArrayList<>();
    private final List<String> results = new ArrayList<>();

    private void start() {
        turns.take(() -> Uni.createFrom().<String>emitter(working::add))
                .subscribe()
                .with(results::add, e -> results.add("failed"));
    }

    @Test
    void soMuchIsDoneAtOnce() {
        for (int i = 0; i < 5; i++) {
            start();
        }
        assertThat(working).hasSize(2);
        working.get(0).complete("first");
        assertThat(working).hasSize(3);
        working.get(1).fail(new IllegalStateException());
        assertThat(working).hasSize(4);
        assertThat(results).containsExactly("first", "failed");
    }

    @Test
    void workThatIsDoneAtOnceDoesNotPileUp() {
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 100_000; i++) {
            turns.take(() -> Uni.createFrom().item(1)).subscribe().with(done::addAndGet);
        }
        assertThat(done).hasValue(100_000);
    }
}
