package dev.firstlight.server.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The keys that the settings name. */
final class Keys {

    private Keys() {}

    /**
     * As a ring, or nothing where none is named.
     *
     * @throws IllegalArgumentException for what is no key, or cannot be read; the message names the setting
     */
    static Optional<Keyring> read(SecretsConfig config) {
        List<byte[]> keys = new ArrayList<>();
        config.key().ifPresent(key -> keys.add(decoded("FIRSTLIGHT_SECRETS_KEY", key)));
        config.keyFile().ifPresent(file -> keys.add(decoded("FIRSTLIGHT_SECRETS_KEY_FILE", text(file))));
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        for (String key : config.previousKeys().orElse(List.of())) {
            keys.add(decoded("FIRSTLIGHT_SECRETS_PREVIOUS_KEYS", key));
        }
        return Optional.of(new Keyring(keys));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("FIRSTLIGHT_SECRETS_KEY_FILE: " + file + " cannot be read");
        }
    }

    private static byte[] decoded(String setting, String key) {
        try {
            byte[] bytes = Base64.getDecoder().decode(key.strip());
            if (bytes.length == Keyring.KEY_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // The sentence below says it, without the key.
        }
        throw new IllegalArgumentException(
                setting + " is not a key: 32 random bytes in Base64, as \"openssl rand -base64 32\" writes them.");
    }
}
