package dev.firstlight.source;

import dev.firstlight.wire.KillKeys;
import java.security.PublicKey;
import java.time.Duration;

/**
 * Where a kill list is.
 *
 * @param place a file's path, or an address of HTTP
 * @param key whose signature it has
 * @param every how long after one look comes the next
 */
public record KillSource(String place, PublicKey key, Duration every) {

    private static final Duration EVERY = Duration.ofSeconds(5);

    /**
     * A list that is looked at every five seconds.
     *
     * @param publicKey an Ed25519 public key: PEM, or the base64 in it
     * @throws IllegalArgumentException where the key is none
     */
    public static KillSource of(String place, String publicKey) {
        return new KillSource(place, KillKeys.publicKey(publicKey), EVERY);
    }

    /** The same, looked at more or less often. */
    public KillSource every(Duration pause) {
        return new KillSource(place, key, pause);
    }

    boolean isRemote() {
        return place.matches("(?i)https?://.*");
    }
}
