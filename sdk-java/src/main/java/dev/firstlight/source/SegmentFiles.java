package dev.firstlight.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.LargeSegment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys of large segments, kept beside the ruleset that names them, a file for each segment and version. */
final class SegmentFiles {

    /** Also keeps a key from leading out of the directory. */
    private static final Pattern NAME =
            Pattern.compile("-(\\d{1,16})-([a-z0-9][a-z0-9._-]{0,63})-(\\d{1,16})\\.segment");

    /** After so long it is not another process's that has yet to write the ruleset it belongs to. */
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private final CacheDirectory directory;

    /** Files of segments that the ruleset does not name, and since when, by {@link System#nanoTime}: no clock is to be believed. */
    private final Map<String, Long> unnamed = new HashMap<>();

    SegmentFiles(CacheDirectory directory) {
        this.directory = directory;
    }

    /** A segment as it was kept; null where it was not, or not whole. */
    @Nullable
    LargeSegment read(long epoch, String key, long version) {
        Path path = path(epoch, key, version);
        byte[] hashes = path == null ? null : new CheckedFile(path).read();
        try {
            return hashes == null ? null : LargeSegment.of(key, version, hashes);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    void write(long epoch, LargeSegment segment) throws IOException {
        Path path = path(epoch, segment.key(), segment.version());
        if (path != null) {
            new CheckedFile(path).write(segment.hashes());
        }
    }

    private @Nullable Path path(long epoch, String key, long version) {
        String name = "-" + epoch + "-" + key + "-" + version + ".segment";
        return NAME.matcher(name).matches() ? directory.resolve(name) : null;
    }

    /** Removes what the ruleset in the file has left behind. */
    void removeStale(JsonNode ruleset) throws IOException {
        long epoch = ruleset.path("epoch").asLong();
        Map<String, Position> named = new HashMap<>();
        ruleset.path("segments").properties().forEach(segment -> {
            JsonNode version = segment.getValue().path("large").path("version");
            if (version.isNumber()) {
                named.put(segment.getKey(), new Position(epoch, version.asLong()));
            }
        });
        List<String> names = directory.list();
        unnamed.keySet().retainAll(names);
        for (String name : names) {
            Matcher file = NAME.matcher(name);
            if (file.matches()) {
                Position at = new Position(Long.parseLong(file.group(1)), Long.parseLong(file.group(3)));
                Position needed = named.get(file.group(2));
                if (needed != null) {
                    unnamed.remove(name);
                }
                if (needed == null ? isForgotten(name) : needed.isAfter(at)) {
                    Files.deleteIfExists(directory.resolve(name));
                }
            }
        }
    }

    private boolean isForgotten(String name) {
        long since = unnamed.computeIfAbsent(name, first -> System.nanoTime());
        return System.nanoTime() - since > FORGOTTEN.toNanos();
    }
}
