package dev.firstlight.server.platform;

import com.github.f4b6a3.ulid.UlidCreator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Names for things: ULIDs for rows, keys for people, secrets for credentials. */
public final class Ids {

    static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** A new ULID: sorts by time of making. */
    public static String next() {
        return UlidCreator.getMonotonicUlid().toString();
    }

    /** A secret of 256 random bits behind a readable prefix, e.g. {@code fls_…}. */
    public static String secret(String prefix) {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What is stored of a secret. Its 256 random bits need no salt and no slow hash. */
    public static String hash(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A flag's salt: random, made once. */
    public static String salt() {
        byte[] bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Returns the key as it is, or refuses it at the pointer. */
    public static String requireKey(String key, String pointer) {
        if (key == null || !KEY.matcher(key).matches()) {
            throw Failure.invalid(
                    pointer,
                    "A key is 1 to 64 of a–z, 0–9, '.', '_' and '-', beginning with a letter or digit; this is "
                            + (key == null ? "missing" : "\"" + key + "\"") + ".");
        }
        return key;
    }
}
