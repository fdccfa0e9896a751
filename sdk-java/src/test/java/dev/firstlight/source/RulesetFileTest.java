package dev.firstlight.source;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.TestServer;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesetFileTest {

    @TempDir
    Path directory;

    private RulesetFile file(String key) {
        return new RulesetFile(new CacheDirectory(
                directory,
                new SourceConfig(URI.create("http://localhost"), key, directory, SourceConfig.Timing.DEFAULT)));
    }

    @Test
    void holdsWhatWasWritten() throws IOException {
        RulesetFile file = file("k");
        assertThat(file.read()).isNull();
        file.write(TestServer.ruleset(3));
        assertThat(revision(file)).isEqualTo(3);
        assertThat(file("another").read()).isNull();
    }

    @Test
    void keepsTheNewerOne() throws IOException {
        RulesetFile file = file("k");
        file.write(TestServer.ruleset(3));
        file.write(TestServer.ruleset(2));
        assertThat(revision(file)).isEqualTo(3);
        file.write(TestServer.ruleset(2).put("epoch", 2));
        assertThat(revision(file)).isEqualTo(2);
    }

    @Test
    void isNotReplacedByOneWithoutFlags() throws IOException {
        RulesetFile file = file("k");
        file.write(TestServer.ruleset(3));
        ObjectNode empty = TestServer.ruleset(4);
        empty.set("flags", Json.object());
        file.write(empty);
        assertThat(revision(file)).isEqualTo(3);
    }

    @Test
    void isNotReadWhereItIsNotWhole() throws IOException {
        RulesetFile file = file("k");
        file.write(TestServer.ruleset(3));
        Path path;
        try (Stream<Path> files = Files.list(directory)) {
            path = files.findFirst().orElseThrow();
        }
        byte[] whole = Files.readAllBytes(path);
        for (int length : new int[] {0, 10, 64, 65, whole.length - 1}) {
            Files.write(path, java.util.Arrays.copyOf(whole, length));
            assertThat(file.read()).as("%d bytes", length).isNull();
        }
        file.write(TestServer.ruleset(1));
        assertThat(revision(file)).isEqualTo(1);
    }

    @Test
    void isNeverOlderWhileSeveralWriteIt() throws Exception {
        RulesetFile reader = file("k");
        ExecutorService writers = Executors.newFixedThreadPool(4);
        List<Future<?>> written = new ArrayList<>();
        try {
            for (int writer = 0; writer < 4; writer++) {
                RulesetFile own = file("k");
                written.add(writers.submit(() -> {
                    for (int revision = 1; revision <= 40; revision++) {
                        own.write(TestServer.ruleset(revision));
                    }
                    return null;
                }));
            }
            long last = 0;
            while (last < 40) {
                ObjectNode now = reader.read();
                long revision = now == null ? 0 : now.get("revision").asLong();
                assertThat(revision).isGreaterThanOrEqualTo(last);
                last = revision;
            }
            for (Future<?> one : written) {
                one.get();
            }
        } finally {
            writers.shutdownNow();
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void waitsForAnotherWriterAndNotForOneThatWasKilled() throws IOException {
        RulesetFile file = file("k");
        file.write(TestServer.ruleset(3));
        Path there;
        try (Stream<Path> files = Files.list(directory)) {
            there = files.findFirst().orElseThrow();
        }
        Path mark = there.resolveSibling(there.getFileName() + ".lock");
        Files.createFile(mark);
        Thread other = new Thread(() -> {
            try {
                Thread.sleep(300);
                Files.delete(mark);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        long began = System.nanoTime();
        other.start();
        file.write(TestServer.ruleset(4));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(290));
        assertThat(revision(file)).isEqualTo(4);
        Files.createFile(mark);
        file.write(TestServer.ruleset(5));
        assertThat(revision(file)).isEqualTo(5);
        assertThat(mark).doesNotExist();
    }

    private static long revision(RulesetFile file) {
        return requireNonNull(file.read()).get("revision").asLong();
    }
}
