package dev.firstlight.server.cli.references;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The files of a directory that people write: those git knows or would take, else all outside the usual outputs. */
final class SourceFiles {

    private static final Set<String> OUTPUTS =
            Set.of(".git", ".hg", ".svn", "node_modules", "target", "build", "dist", ".gradle", ".idea", "vendor");

    private SourceFiles() {}

    /** Sorted, so that a scan says the same each time. */
    static List<Path> of(Path directory) throws IOException {
        Optional<String> listed =
                Git.run(directory, "ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "-z");
        List<Path> files = new ArrayList<>();
        if (listed.isPresent()) {
            for (String name : listed.get().split("\0", -1)) {
                Path file = directory.resolve(name);
                // A link may lead out of the repository; a file may be gone that git still knows.
                if (!name.isEmpty() && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    files.add(file);
                }
            }
        } else {
            walk(directory, files);
        }
        files.sort(null);
        return files;
    }

    private static void walk(Path directory, List<Path> files) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
                boolean skip = !at.equals(directory)
                        && OUTPUTS.contains(at.getFileName().toString());
                return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
