package dev.firstlight.server.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys that seal texts by AES-256-GCM (NIST SP 800-38D; 96 random bits as nonce, a tag of 128 bits). The first seals, all open.
 * A sealed text is {@code v1.<key id>.<Base64 of nonce and ciphertext>}; it opens only under the name it was sealed for, so
 * that rows cannot be put in each other's place.
 */
final class Keyring {

    static final int KEY_BYTES = 32;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String VERSION = "v1";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, SecretKey> keys = new LinkedHashMap<>();

    /**
     * Keys, the one that seals first.
     *
     * @param keys 32 bytes each, at least one
     * @throws IllegalArgumentException for keys of another length, or none
     */
    Keyring(List<byte[]> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("at least one key is needed");
        }
        for (byte[] key : new ArrayList<>(keys)) {
            if (key.length != KEY_BYTES) {
                throw new IllegalArgumentException("a key has " + KEY_BYTES + " bytes, not " + key.length);
            }
            this.keys.put(id(key), new SecretKeySpec(key, "AES"));
        }
    }

    /** A key is known by the beginning of its hash: nobody has to name it, and two are not confused. */
    private static String id(byte[] key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key), 0, 4);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Seals a text.
     *
     * @param name what it is for, such as {@code totp/<person>}
     */
    String seal(String name, String text) {
        Map.Entry<String, SecretKey> first = keys.entrySet().iterator().next();
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, first.getValue(), nonce, name)
                    .doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] all = ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return VERSION + "." + first.getKey() + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Opens what {@link #seal} gave.
     *
     * @throws Unopened where the key is not here, the name is another, or the text was changed
     */
    String open(String name, String sealed) {
        String[] parts = sealed.split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(VERSION)) {
            throw new Unopened("this is no sealed text");
        }
        SecretKey key = keys.get(parts[1]);
        if (key == null) {
            throw new Unopened("it was sealed with the key " + parts[1] + ", which is not here; add it to"
                    + " FIRSTLIGHT_SECRETS_PREVIOUS_KEYS");
        }
        try {
            byte[] all = Base64.getUrlDecoder().decode(parts[2]);
            if (all.length < NONCE_BYTES + TAG_BITS / 8) {
                throw new Unopened("it is cut off");
            }
            byte[] nonce = java.util.Arrays.copyOf(all, NONCE_BYTES);
            byte[] text =
                    cipher(Cipher.DECRYPT_MODE, key, nonce, name).doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
            return new String(text, StandardCharsets.UTF_8);
        } catch (AEADBadTagException | IllegalArgumentException e) {
            throw new Unopened("it was changed, or belongs elsewhere");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a sealed text names the key that seals. */
    boolean isByFirst(String sealed) {
        return sealed.startsWith(VERSION + "." + keys.keySet().iterator().next() + ".");
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String name) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** A text that does not open. */
    static final class Unopened extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unopened(String message) {
            super(message);
        }
    }
}
