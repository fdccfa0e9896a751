package dev.firstlight.server.secret;

import java.util.Base64;
import java.util.List;

/** Sealed texts for tests of other rooms. */
public final class SealedText {

    private SealedText() {}

    /** A text as a server with this key seals it. */
    public static String seal(String key, String name, String text) {
        return ring(key).seal(name, text);
    }

    /** What a server with this key alone reads. */
    public static String open(String key, String name, String sealed) {
        return ring(key).open(name, sealed);
    }

    private static Keyring ring(String key) {
        return new Keyring(List.of(Base64.getDecoder().decode(key)));
    }
}
