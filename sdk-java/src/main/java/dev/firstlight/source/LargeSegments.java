package dev.firstlight.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.LargeSegment;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.core.SegmentSpec;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The large segments that the ruleset names: taken from memory, from files, and only then from the server. */
final class LargeSegments {

    /** Twice what the server lets the segments of an environment have. */
    private static final long MOST_KEYS = 10L * LargeSegment.MAX_COUNT;

    private final SourceConfig config;
    private final Http http;
    private final @Nullable SegmentFiles files;
    /** Versions begin anew with an epoch. */
    private long epoch;

    private Map<String, LargeSegment> held = new HashMap<>();
    /** Those that are in files. */
    private final Set<LargeSegment> kept = new HashSet<>();

    LargeSegments(SourceConfig config, Http http, @Nullable SegmentFiles files) {
        this.config = config;
        this.http = http;
        this.files = files;
    }

    /** Those of a ruleset's that need no server. */
    Map<String, LargeSegment> known(RulesetSpec ruleset) {
        if (ruleset.epoch() != epoch) {
            held = new HashMap<>();
            epoch = ruleset.epoch();
        }
        Map<String, LargeSegment> known = new HashMap<>();
        ruleset.segments().forEach((key, segment) -> {
            LargeSegment keys = segment.large() == null ? null : known(key, segment.large());
            if (keys != null) {
                known.put(key, keys);
            }
        });
        return known;
    }

    private @Nullable LargeSegment known(String key, SegmentSpec.Large named) {
        LargeSegment last = held.get(key);
        if (last != null && named.describes(last)) {
            return last;
        }
        LargeSegment inFile = files == null ? null : files.read(epoch, key, named.version());
        if (inFile == null || !named.describes(inFile)) {
            return null;
        }
        held.put(key, inFile);
        kept.add(inFile);
        return inFile;
    }

    /** Whether these are all that a ruleset names. */
    static boolean areAll(Map<String, LargeSegment> segments, RulesetSpec ruleset) {
        return ruleset.segments().entrySet().stream()
                .allMatch(each -> each.getValue().large() == null || segments.containsKey(each.getKey()));
    }

    /**
     * All that a ruleset names. What was fetched before one could not be is there for the next attempt.
     *
     * @throws IOException where one cannot be had
     */
    Map<String, LargeSegment> require(RulesetSpec ruleset) throws IOException, InterruptedException {
        long count = ruleset.segments().values().stream()
                .mapToLong(each -> each.large() == null ? 0 : each.large().count())
                .sum();
        if (count > MOST_KEYS) {
            throw new IOException("the ruleset's segments have more than " + MOST_KEYS + " keys");
        }
        Map<String, LargeSegment> all = known(ruleset);
        for (Map.Entry<String, SegmentSpec> each : ruleset.segments().entrySet()) {
            SegmentSpec.Large named = each.getValue().large();
            if (named != null && !all.containsKey(each.getKey())) {
                LargeSegment fetched = fetch(each.getKey(), named);
                held.put(each.getKey(), fetched);
                all.put(each.getKey(), fetched);
            }
        }
        held = new HashMap<>(all);
        kept.retainAll(held.values());
        return all;
    }

    private LargeSegment fetch(String key, SegmentSpec.Large named) throws IOException, InterruptedException {
        try {
            LargeSegment fetched = LargeSegment.of(key, named.version(), hashes(key, named));
            if (!named.describes(fetched)) {
                throw new IOException("the server sent " + fetched.count() + " of its " + named.count() + " keys");
            }
            return fetched;
        } catch (RefusedException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(
                    "version " + named.version() + " of the segment '" + key + "' cannot be had: " + e.getMessage(), e);
        }
    }

    private byte[] hashes(String key, SegmentSpec.Large named) throws IOException, InterruptedException {
        String path =
                "/sdk/v1/segments/" + URLEncoder.encode(key, StandardCharsets.UTF_8) + "?version=" + named.version();
        HttpResponse<Chunks> response = http.open(http.request(path).build());
        byte[] body = http.read(
                response.body(),
                LargeSegment.MAX_COUNT * Long.BYTES,
                config.timing().silence());
        RefusedException.throwIfRefused(response.statusCode());
        if (response.statusCode() != 200) {
            throw new IOException("the server answered " + response.statusCode());
        }
        String tag = response.headers().firstValue("ETag").orElse("none");
        if (!tag.equals("\"" + named.version() + "\"")) {
            throw new IOException("the server sent another version, with the ETag " + tag);
        }
        return body;
    }

    /** Keeps what is held, so that the ruleset that names it can be kept too. */
    void keep() throws IOException {
        if (files != null) {
            for (LargeSegment segment : held.values()) {
                if (!kept.contains(segment)) {
                    files.write(epoch, segment);
                    kept.add(segment);
                }
            }
        }
    }

    /** Removes what the ruleset that was kept does not need. */
    void removeStale(ObjectNode kept) throws IOException {
        if (files != null) {
            files.removeStale(kept);
        }
    }
}
