package dev.firstlight.server.access;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/** Codes of six digits that change every half minute (RFC 6238, with SHA-1, as authenticator applications take it). */
final class Totp {

    private static final int SECRET_BYTES = 20;
    private static final long STEP_SECONDS = 30;
    /** Clocks differ, and people take a moment to type. */
    private static final int STEPS_ASIDE = 1;

    private static final Base32 BASE32 = new Base32();
    private static final SecureRandom RANDOM = new SecureRandom();

    private Totp() {}

    /** A new secret, in Base32 as people type it. */
    static String secret() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return BASE32.encodeAsString(secret);
    }

    /** The address that authenticator applications read, as a picture or a link. */
    static String uri(String secret, String account) {
        return "otpauth://totp/Firstlight:" + encoded(account) + "?secret=" + secret + "&issuer=Firstlight";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * The half minute that a code is of, if it is good now.
     *
     * @param after the half minute of the last code that was taken; only later ones are good
     */
    static OptionalLong match(String secret, String code, long after, Instant now) {
        SecretKey key = new SecretKeySpec(BASE32.decode(secret), "RAW");
        String typed = code.replaceAll("\\s", "");
        long current = now.getEpochSecond() / STEP_SECONDS;
        OptionalLong found = OptionalLong.empty();
        for (long step = current - STEPS_ASIDE; step <= current + STEPS_ASIDE; step++) {
            if (step > after && same(code(key, step), typed)) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    private static boolean same(String expected, String typed) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), typed.getBytes(StandardCharsets.UTF_8));
    }

    private static String code(SecretKey key, long step) {
        try {
            return new TimeBasedOneTimePasswordGenerator()
                    .generateOneTimePasswordString(key, Instant.ofEpochSecond(step * STEP_SECONDS), Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
