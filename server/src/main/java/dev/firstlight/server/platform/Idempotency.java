package dev.firstlight.server.platform;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What a client named a request with {@code Idempotency-Key}, so that it is done once however often it is sent. The
 * answer that is kept may hold a secret, so it is sealed with the client's key, of which only the hash is kept.
 */
public final class Idempotency {

    private static final int LONGEST = 255;
    private static final int TAG_BITS = 128;

    private Idempotency() {}

    /**
     * A named request.
     *
     * @param owner who sent it; another's key of the same name is another key
     * @param secret the client's name for it
     * @param request hash of method, path and body: the same name for something else is a mistake
     */
    public record Key(String owner, String secret, String request) {

        /** The key in a header, null where there is none. */
        public static @Nullable Key of(@Nullable String header, String owner, String request) {
            if (header == null) {
                return null;
            }
            String name = header.trim();
            if (name.isEmpty() || name.length() > LONGEST || !name.chars().allMatch(c -> c > ' ' && c < 127)) {
                throw Failure.of(
                        Failure.Kind.MALFORMED,
                        "Idempotency-Key has 1 to " + LONGEST + " visible ASCII characters; a UUID does well.");
            }
            return new Key(owner, name, Ids.hash(request));
        }

        /** What is kept of the name. */
        public String hash() {
            return Ids.hash(owner + "\n" + secret);
        }

        /** Seals an answer. */
        public byte[] seal(String answer) {
            return crypt(Cipher.ENCRYPT_MODE, answer.getBytes(StandardCharsets.UTF_8));
        }

        /** Opens what {@link #seal} made. */
        public String open(byte[] sealed) {
            return new String(crypt(Cipher.DECRYPT_MODE, sealed), StandardCharsets.UTF_8);
        }

        /** Each key seals one answer, so that a fixed nonce is used once with it. */
        private byte[] crypt(int mode, byte[] text) {
            try {
                byte[] key = Arrays.copyOf(
                        java.security.MessageDigest.getInstance("SHA-256")
                                .digest(("seal\n" + owner + "\n" + secret + "\n" + request)
                                        .getBytes(StandardCharsets.UTF_8)),
                        32);
                Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
                cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, new byte[12]));
                return cipher.doFinal(text);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a kept answer cannot be opened", e);
            }
        }
    }
}
