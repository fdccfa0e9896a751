package dev.firstlight.server.metric;

import java.util.List;

/**
 * What a release exposes units to at present.
 *
 * @param flag its key
 * @param treatment the variant's key, control likewise
 * @param stage the present one, from 0
 * @param regions that have been reached so far
 * @param metrics those that are guarded
 */
public record Exposure(
        String flag, String treatment, String control, int stage, List<String> regions, List<String> metrics) {
    public Exposure {
        regions = List.copyOf(regions);
        metrics = List.copyOf(metrics);
    }
}
