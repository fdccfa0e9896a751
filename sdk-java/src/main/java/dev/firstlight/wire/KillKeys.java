package dev.firstlight.wire;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ed25519 keys as OpenSSL writes them: PEM (RFC 7468). */
public final class KillKeys {

    private static final String PUBLIC = "PUBLIC KEY";

    private KillKeys() {}

    /**
     * The key that verifies.
     *
     * @param text PEM, or only the base64 within it
     * @throws IllegalArgumentException where there is no Ed25519 public key in it
     */
    public static PublicKey publicKey(String text) {
        try {
            String body = text.contains("-----BEGIN") ? pem(text, PUBLIC) : text;
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(decoded(body)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "this is no Ed25519 public key; give PEM (\"-----BEGIN PUBLIC KEY-----\") or the base64 in it", e);
        }
    }

    /**
     * The key that signs.
     *
     * @param text PEM
     * @throws IllegalArgumentException where there is no Ed25519 private key in it
     */
    public static PrivateKey privateKey(String text) {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(decoded(pem(text, "PRIVATE KEY"))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "there is no Ed25519 private key in it (\"-----BEGIN PRIVATE KEY-----\")", e);
        }
    }

    /** A pair as PEM, the private key first. */
    public static String pem(PrivateKey secret, PublicKey open) {
        return block("PRIVATE KEY", secret.getEncoded()) + block(PUBLIC, open.getEncoded());
    }

    private static String block(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    private static String pem(String text, String label) {
        Matcher block = Pattern.compile("-----BEGIN " + label + "-----([^-]*)-----END " + label + "-----")
                .matcher(text);
        if (!block.find()) {
            throw new IllegalArgumentException("no " + label);
        }
        return block.group(1);
    }

    private static byte[] decoded(String base64) {
        return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
    }
}
