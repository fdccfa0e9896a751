package dev.firstlight.server.clientaccess;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.wire.Canonical;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** HMAC-SHA-256 of a context's canonical JSON (RFC 8785), as hexadecimal digits. */
final class ContextHash {

    private static final String ALGORITHM = "HmacSHA256";

    private ContextHash() {}

    static String of(String secret, JsonNode context) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(Canonical.text(context).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HMAC-SHA-256", e);
        }
    }

    /** Takes as long whatever is wrong. */
    static boolean matches(String secret, JsonNode context, @Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        of(secret, context).getBytes(StandardCharsets.US_ASCII),
                        given.trim().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }
}
