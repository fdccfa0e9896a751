package dev.firstlight.server.secret;

import dev.firstlight.server.platform.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Seals with the key of today what was sealed with one of before, so that the old key can be thrown away. */
public final class Resealing {

    private final Keyring keys;

    private Resealing(Keyring keys) {
        this.keys = keys;
    }

    /**
     * With the keys that the settings of this process name.
     *
     * @throws IllegalArgumentException where they name none, or what is no key; the message names the setting
     */
    public static Resealing bySettings() {
        SecretsConfig config = Settings.read(List.of(SecretsConfig.class)).getConfigMapping(SecretsConfig.class);
        return new Resealing(Keys.read(config)
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no key to seal with: set FIRSTLIGHT_SECRETS_KEY or FIRSTLIGHT_SECRETS_KEY_FILE, and the"
                                + " keys of before as FIRSTLIGHT_SECRETS_PREVIOUS_KEYS.")));
    }

    /**
     * The same secret under today's key.
     *
     * @param name what it is sealed for, as {@link Secrets#seal} was told
     * @return null where it is sealed with today's key already
     * @throws IllegalArgumentException where it does not open; the message says why
     */
    public @Nullable String again(String name, String sealed) {
        if (keys.isByFirst(sealed)) {
            return null;
        }
        try {
            return keys.seal(name, keys.open(name, sealed));
        } catch (Keyring.Unopened e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
