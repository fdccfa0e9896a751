package dev.firstlight.server.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An application in a process of its own that embeds the Node SDK and prints each value a boolean flag takes. */
public final class NodeWatch implements AutoCloseable {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private final Process process;
    private final Path printed;

    private NodeWatch(Process process, Path printed) {
        this.process = process;
        this.printed = printed;
    }

    /** Starts it; what it prints is kept in the directory. */
    public static NodeWatch start(Path directory, String url, String sdkKey, String flag) throws IOException {
        Path printed = directory.resolve("node.txt");
        Process process = new ProcessBuilder(
                        "node",
                        script("watch").toString(),
                        ROOT.resolve("sdk-js").toString(),
                        url,
                        sdkKey,
                        flag)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        return new NodeWatch(process, printed);
    }

    /** Its lines so far: {@code value true}, {@code value false}, or {@code fallback} with an error code. */
    public List<String> printed() throws IOException {
        return Files.readAllLines(printed);
    }

    /** A script of the end-to-end tests. */
    public static Path script(String name) {
        return Path.of("src", "test", "e2e", name + ".mjs").toAbsolutePath();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
