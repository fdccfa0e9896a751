package dev.firstlight.server.environment;

import dev.firstlight.server.platform.Ids;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a browser opens a stream of notices with, since it can send no header there: which SDK key stands behind it, until
 * when, and what its holder had. It is signed with what is stored of the key, so that every node can check it, and it is
 * worth nothing once the key is revoked.
 *
 * @param keyId the key's
 * @param expires in seconds since 1970
 * @param position what its holder had when it was made
 */
public record EventToken(String keyId, long expires, String position, String signature) {

    private static final String PREFIX = "fle_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern TEXT =
            Pattern.compile(PREFIX + "([0-9A-Za-z]{1,40})\\.(\\d{1,12})\\.(\\d{1,18}-\\d{1,18})\\.([0-9A-Za-z_-]{43})");

    /** A token for the holder of a key, given the key itself. */
    public static EventToken issue(String keyId, String key, long expires, String position) {
        return new EventToken(keyId, expires, position, sign(Ids.hash(key), keyId, expires, position));
    }

    /** Reads a token; empty where it is none. It is to be believed only once it is checked. */
    static Optional<EventToken> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new EventToken(
                        matcher.group(1), Long.parseLong(matcher.group(2)), matcher.group(3), matcher.group(4)))
                : Optional.empty();
    }

    boolean isSignedWith(String keyHash) {
        return MessageDigest.isEqual(
                signature.getBytes(StandardCharsets.US_ASCII),
                sign(keyHash, keyId, expires, position).getBytes(StandardCharsets.US_ASCII));
    }

    private static String sign(String keyHash, String keyId, long expires, String position) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(keyHash.getBytes(StandardCharsets.US_ASCII), ALGORITHM));
            String signed = PREFIX + keyId + "." + expires + "." + position;
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HMAC-SHA-256", e);
        }
    }

    /** As it stands in an address. */
    public String text() {
        return PREFIX + keyId + "." + expires + "." + position + "." + signature;
    }
}
