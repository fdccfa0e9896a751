package dev.firstlight.server.webhook;

import dev.firstlight.server.platform.Failure;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/** Standard Webhooks' symmetric signatures (specification 1.0.0, scheme v1): HMAC-SHA256 of {@code id.timestamp.body}. */
final class Signature {

    private static final String PREFIX = "whsec_";
    private static final int SECRET_BYTES = 32;
    private static final int FEWEST_BYTES = 24;
    private static final int MOST_BYTES = 64;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Signature() {}

    /** A new secret of 256 random bits. */
    static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * The header {@code webhook-signature}: one signature for each secret.
     *
     * @param secrets as {@link #secret} gives them, the newest first
     * @param timestamp seconds since 1970
     */
    static String of(List<String> secrets, String id, long timestamp, byte[] body) {
        return secrets.stream()
                .map(secret ->
                        "v1," + Base64.getEncoder().encodeToString(mac(secret, id + "." + timestamp + ".", body)))
                .collect(Collectors.joining(" "));
    }

    /** Refuses a secret that receivers could not verify by. */
    static void require(String secret) {
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : "!");
            if (bytes.length >= FEWEST_BYTES && bytes.length <= MOST_BYTES) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // Said below, without the secret.
        }
        throw Failure.invalid(
                "/secret",
                "A secret is \"whsec_\" and 24 to 64 random bytes in Base64; leave it out, and one is made.");
    }

    private static byte[] mac(String secret, String signed, byte[] body) {
        Mac mac = HmacUtils.getInitializedMac(
                HmacAlgorithms.HMAC_SHA_256, Base64.getDecoder().decode(secret.substring(PREFIX.length())));
        mac.update(signed.getBytes(StandardCharsets.UTF_8));
        return mac.doFinal(body);
    }
}
