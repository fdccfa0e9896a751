package dev.firstlight.server.sample;

import dev.firstlight.core.KeyedHash;

/**
 * What became of the contexts of one region.
 *
 * @param units how many units the region has, as far as its sample shows
 * @param contexts how many of them were looked at
 * @param changed how many of these are served something else
 * @param unjudged of how many that could not be said
 */
record Stratum(String region, double units, int contexts, int changed, int unjudged) {

    /** How many units there are where so many lie at or below a rank: ranks are spread evenly. */
    static double population(long kept, long highestRank) {
        return Math.max(kept, (kept - 1) * (double) KeyedHash.RANKS / (highestRank + 1));
    }
}
