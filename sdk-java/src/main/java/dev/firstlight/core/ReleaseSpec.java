package dev.firstlight.core;

import java.util.List;

/**
 * What an SDK must know of the release that runs on a flag in order to report exposures and outcomes.
 *
 * @param id the release's id
 * @param stage the stage it is in, from 0
 * @param treatment the variant it moves the flag to
 * @param control the variant it moves the flag from
 * @param regions those it has reached, groups already expanded
 * @param metrics those its guards watch
 */
public record ReleaseSpec(
        String id, int stage, String treatment, String control, List<String> regions, List<String> metrics) {}
