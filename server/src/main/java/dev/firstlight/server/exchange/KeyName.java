package dev.firstlight.server.exchange;

import java.util.Locale;

/** What a foreign name becomes as a key. */
public final class KeyName {

    private KeyName() {}

    /**
     * The key: small letters, and a dash for what keys may not hold. A name that is a key already stays as it is; one
     * that is too long stays so, and is refused later.
     */
    public static String of(String name) {
        String key = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
        return key.replaceFirst("^[._-]+", "");
    }
}
