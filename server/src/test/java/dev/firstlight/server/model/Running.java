package dev.firstlight.server.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Checks under way, two at once where they are small: most of them are over as soon as they have begun. */
final class Running implements AutoCloseable {

    private final ExecutorService threads;
    private final Map<Check, Future<Tlc.Answer>> answers = new LinkedHashMap<>();

    Running(List<Check> checks, boolean large, Path directory) throws IOException {
        threads = Executors.newFixedThreadPool(large ? 1 : 2);
        for (Check check : checks) {
            Path own = Files.createDirectory(directory.resolve("c" + answers.size()));
            answers.put(check, threads.submit(() -> Tlc.check(check, large, own)));
        }
    }

    /** Waits for what became of one. */
    Tlc.Answer of(Check check) throws InterruptedException, ExecutionException {
        return Objects.requireNonNull(answers.get(check)).get();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
