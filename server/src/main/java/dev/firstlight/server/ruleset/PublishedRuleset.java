package dev.firstlight.server.ruleset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Ruleset;
import dev.firstlight.wire.ChangeJson;
import dev.firstlight.wire.Json;
import io.opentelemetry.context.Context;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One environment at one revision: compiled, and encoded once, when somebody asks, for everybody who does. Its arrays are never written to. */
public final class PublishedRuleset {

    private final long environmentId;
    private final Ruleset ruleset;
    private final ObjectNode document;
    private final Encoded encoded;
    private volatile Context trace = Context.root();

    /**
     * A ruleset that is to be served.
     *
     * @param environmentId the environment's row, or whatever else tells environments apart here
     * @param ruleset what is evaluated
     * @param document what it was read from; nobody writes to it any more
     */
    public PublishedRuleset(long environmentId, Ruleset ruleset, ObjectNode document) {
        this.environmentId = environmentId;
        this.ruleset = ruleset;
        this.document = document;
        this.encoded = new Encoded(document);
    }

    /** The environment's row. */
    public long environmentId() {
        return environmentId;
    }

    /** What is evaluated. */
    public Ruleset ruleset() {
        return ruleset;
    }

    /** The epoch it belongs to. */
    public long epoch() {
        return ruleset.epoch();
    }

    /** Its revision within the epoch. */
    public long revision() {
        return ruleset.revision();
    }

    /** The trace in which it was published; empty where nobody records it. */
    public Context trace() {
        return trace;
    }

    /** Said before it is published: who hears of it then may be in another thread, or later. */
    void traced(Context publication) {
        trace = publication;
    }

    ObjectNode document() {
        return document;
    }

    /** The document as SDKs get it. */
    public byte[] identity() {
        return encoded.identity();
    }

    /** How long that is; 0 where nobody asked for it yet. */
    int length() {
        return encoded.length();
    }

    /** The same, compressed. */
    public byte[] gzip() {
        return encoded.gzip();
    }

    /** The position as streams say it: {@code <epoch>-<revision>}. */
    public String position() {
        return ruleset.epoch() + "-" + ruleset.revision();
    }

    /** Whether this is later than another position of the same environment. */
    public boolean isAfter(long epoch, long revision) {
        return ruleset.epoch() > epoch || (ruleset.epoch() == epoch && ruleset.revision() > revision);
    }

    /** The change event that takes a reader from an earlier ruleset of the same epoch to this one. */
    public byte[] changeFrom(PublishedRuleset earlier) {
        return change(
                earlier.ruleset.revision(),
                differing(earlier.document.path("flags"), document.path("flags")),
                differing(earlier.document.path("segments"), document.path("segments")),
                !earlier.document.path("regionGroups").equals(document.path("regionGroups")));
    }

    /** The change event that takes a reader from a revision to this one, where one knows what changed since. */
    byte[] change(long from, Set<String> flags, Set<String> segments, boolean regionGroups) {
        return Json.bytes(ChangeJson.write(
                ruleset.epoch(),
                from,
                ruleset.revision(),
                now("flags", flags),
                now("segments", segments),
                regionGroups ? document.get("regionGroups") : null,
                encoded.digest()));
    }

    private Map<String, JsonNode> now(String member, Set<String> keys) {
        Map<String, JsonNode> now = new TreeMap<>();
        for (String key : keys) {
            JsonNode node = document.path(member).get(key);
            now.put(key, node == null ? Json.node(null) : node);
        }
        return now;
    }

    private static Set<String> differing(JsonNode before, JsonNode after) {
        Set<String> keys = new HashSet<>();
        after.properties().forEach(member -> {
            @Nullable JsonNode old = before.get(member.getKey());
            if (!member.getValue().equals(old)) {
                keys.add(member.getKey());
            }
        });
        before.fieldNames().forEachRemaining(key -> {
            if (!after.has(key)) {
                keys.add(key);
            }
        });
        return keys;
    }
}
