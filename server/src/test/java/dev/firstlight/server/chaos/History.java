package dev.firstlight.server.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Everything that workers did, as it was answered. */
final class History {

    private final List<Op> ops = new ArrayList<>();

    synchronized void add(Op op) {
        ops.add(op);
    }

    synchronized List<Op> all() {
        return List.copyOf(ops);
    }

    /** Those of one kind. */
    synchronized List<Op> of(String kind) {
        return ops.stream().filter(op -> op.isOf(kind)).toList();
    }

    void write(Path file) throws IOException {
        Files.write(file, all().stream().map(Op::line).toList());
    }

    static List<Op> read(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(Op::of).toList();
    }
}
