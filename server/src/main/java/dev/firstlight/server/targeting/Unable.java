package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Capabilities;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.server.environment.Receipts.Connected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Connected instances that cannot evaluate some flags.
 *
 * @param connected how many there are in all
 * @param instances those that cannot
 */
record Unable(int connected, List<One> instances) {

    private static final int MOST_LISTED = 100;

    /**
     * One of them.
     *
     * @param needs what it lacks, by flag
     */
    record One(Connected instance, Map<String, Set<String>> needs) {}

    /** Those that could not evaluate what a change makes of flags. */
    static Unable of(Foresight change, List<Connected> connected) {
        Map<String, FlagSpec> flags = new TreeMap<>(change.after().flags());
        flags.keySet().retainAll(change.changed());
        return of(flags, change.after().segments(), connected);
    }

    /** Those that cannot evaluate flags as they are. */
    static Unable of(Map<String, FlagSpec> flags, Map<String, SegmentSpec> segments, List<Connected> connected) {
        Map<String, Set<String>> needed = new TreeMap<>();
        flags.forEach((key, flag) -> needed.put(key, Capabilities.of(flag, segments)));
        List<One> unable = new ArrayList<>();
        for (Connected instance : connected) {
            Map<String, Set<String>> needs = lacking(needed, instance);
            if (!needs.isEmpty()) {
                unable.add(new One(instance, needs));
            }
        }
        return new Unable(connected.size(), unable);
    }

    private static Map<String, Set<String>> lacking(Map<String, Set<String>> needed, Connected instance) {
        List<String> able = instance.capabilities() == null ? Capabilities.FIRST : instance.capabilities();
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        needed.forEach((flag, words) -> {
            Set<String> lacks = new TreeSet<>(words);
            able.forEach(lacks::remove);
            if (!lacks.isEmpty()) {
                needs.put(flag, lacks);
            }
        });
        return needs;
    }

    void write(ObjectNode view) {
        view.putObject("instances").put("connected", connected).put("cannotEvaluate", instances.size());
        ArrayNode list = view.putArray("cannotEvaluate");
        instances.stream().limit(MOST_LISTED).forEach(one -> {
            ObjectNode node = list.addObject()
                    .put("instance", one.instance().instance())
                    .put("sdk", one.instance().sdk())
                    .put("version", one.instance().version())
                    .put("region", one.instance().region());
            Set<String> all = new TreeSet<>();
            one.needs().values().forEach(all::addAll);
            all.forEach(node.putArray("needs")::add);
            one.needs().keySet().forEach(node.putArray("flags")::add);
        });
    }
}
