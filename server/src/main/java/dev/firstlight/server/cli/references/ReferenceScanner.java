package dev.firstlight.server.cli.references;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds flags in source files, whatever the language: a key counts where it is all of what stands between two quotation
 * marks of a kind, so {@code "checkout"} is one, and neither {@code "checkout-v2"} nor the word in a comment.
 */
public final class ReferenceScanner {

    private static final int MOST_BYTES = 1024 * 1024;
    /** As git does: a file with a zero byte near its beginning is no text. */
    private static final int LOOKED_AT = 8_000;
    /** Between marks of one kind; the closing one may open the next, since only pairs of a whole line are known. */
    private static final Pattern QUOTED = Pattern.compile("([\"'`])(?=([a-z0-9][a-z0-9._-]{0,63})\\1)");

    private final Set<String> flags;
    private final List<Reference> found = new ArrayList<>();
    private int files;

    private ReferenceScanner(Set<String> flags) {
        this.flags = flags;
    }

    /**
     * What a scan found.
     *
     * @param files how many were read
     */
    public record Scan(List<Reference> references, int files) {}

    /** Reads all source files of a directory. */
    public static Scan scan(Path directory, Set<String> flags) throws IOException {
        ReferenceScanner scanner = new ReferenceScanner(flags);
        for (Path file : SourceFiles.of(directory)) {
            scanner.read(file, directory.relativize(file).toString().replace('\\', '/'));
        }
        return new Scan(List.copyOf(scanner.found), scanner.files);
    }

    private void read(Path file, String name) throws IOException {
        if (!Files.isReadable(file) || Files.size(file) > MOST_BYTES) {
            return;
        }
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < Math.min(bytes.length, LOOKED_AT); i++) {
            if (bytes[i] == 0) {
                return;
            }
        }
        files++;
        // Keys are ASCII; another encoding than UTF-8 leaves them as they are.
        String[] lines = new String(bytes, StandardCharsets.ISO_8859_1).split("\r\n|\r|\n", -1);
        for (int i = 0; i < lines.length; i++) {
            for (String flag : in(lines[i])) {
                found.add(new Reference(flag, name, i + 1));
            }
        }
    }

    /** The flags that a line names, each once. */
    private Set<String> in(String line) {
        Set<String> named = new LinkedHashSet<>();
        Matcher matcher = QUOTED.matcher(line);
        while (matcher.find()) {
            String text = matcher.group(2);
            if (text != null && flags.contains(text)) {
                named.add(text);
            }
        }
        return named;
    }

    /** The repository a directory belongs to: its origin without credentials, else its name. */
    public static String repository(Path directory) {
        return Git.line(directory, "config", "--get", "remote.origin.url")
                .map(url -> url.replaceFirst("^(https?://)[^/@]*@", "$1").replaceFirst("\\.git$", ""))
                .orElseGet(() -> {
                    Path name = directory.toAbsolutePath().normalize().getFileName();
                    return name == null ? "/" : name.toString();
                });
    }

    /** The commit a directory is at, the empty string where there is none. */
    public static String commit(Path directory) {
        return Git.line(directory, "rev-parse", "HEAD").orElse("");
    }
}
