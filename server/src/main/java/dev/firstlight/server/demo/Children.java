package dev.firstlight.server.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The processes the demo started. They end with it: by its word, or when their standard input does. */
final class Children {

    private static final long PATIENCE_SECONDS = 25;

    private final List<Process> processes = new CopyOnWriteArrayList<>();
    private final Path logs;

    Children(Path logs) {
        this.logs = logs;
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-children"));
    }

    /** Starts a process that prints to a log file. */
    Process start(String name, Map<String, String> environment, List<String> command) throws IOException {
        return start(
                new ProcessBuilder(command)
                        .redirectOutput(logs.resolve(name + ".log").toFile()),
                name,
                environment);
    }

    /** Starts an application and waits for the line in which it says its port. */
    int startAndReadPort(String name, Map<String, String> environment, List<String> command) throws IOException {
        Process process = start(new ProcessBuilder(command), name, environment);
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        String line = lines.readLine();
        if (line == null || !line.startsWith("port ")) {
            throw new IOException(name + " did not start; see " + logs.resolve(name + ".err"));
        }
        return Integer.parseInt(line.substring("port ".length()));
    }

    private Process start(ProcessBuilder builder, String name, Map<String, String> environment) throws IOException {
        builder.environment().putAll(environment);
        Process process =
                builder.redirectError(logs.resolve(name + ".err").toFile()).start();
        processes.add(process);
        return process;
    }

    private void stop() {
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
