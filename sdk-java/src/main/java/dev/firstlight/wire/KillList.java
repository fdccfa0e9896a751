package dev.firstlight.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Kills;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Kills as they are kept in a file or an object store: a JSON Web Signature in compact form (RFC 7515) by an Ed25519 key
 * (RFC 8037), so that whoever may write there still cannot move a flag.
 *
 * @param serial from 1 to 2^53 - 1; of two lists the one with the greater is in force
 * @param kills what it says
 * @param at when it was signed, RFC 3339
 * @param comment why, null where nobody said
 */
public record KillList(
        long serial, Kills kills, String at, @Nullable String comment) {

    /** More than this nobody reads. */
    public static final int MAX_BYTES = 65_536;

    private static final String TYPE = "firstlight-kill+jws";
    private static final long MAX_SERIAL = (1L << 53) - 1;

    /**
     * Reads a list that the key's owner signed.
     *
     * @throws IOException where it is none; the message is a sentence for people
     */
    public static KillList read(String jws, PublicKey key) throws IOException {
        String[] parts = jws.strip().split("\\.", -1);
        if (parts.length != 3) {
            throw new IOException("This is no signed list: it is not three parts with dots between them.");
        }
        JsonNode header = json(parts[0]);
        if (!header.path("alg").asText().equals("EdDSA")
                || !header.path("typ").asText().equals(TYPE)
                || header.has("crit")) {
            throw new IOException("This is not signed as a kill list is (alg EdDSA, typ " + TYPE + ").");
        }
        if (!verifies(parts[0] + '.' + parts[1], bytes(parts[2]), key)) {
            throw new IOException("The signature is not the given key's.");
        }
        return payload(json(parts[1]));
    }

    private static KillList payload(JsonNode json) throws IOException {
        JsonNode serial = json.path("serial");
        JsonNode kills = json.path("kills");
        double number = serial.asDouble();
        if (!serial.isNumber() || !(number >= 1) || number > MAX_SERIAL || number != Math.rint(number)) {
            throw new IOException("The list's \"serial\" is no whole number from 1.");
        }
        if (!json.path("project").isTextual() || !json.path("environment").isTextual() || !kills.isObject()) {
            throw new IOException("The list lacks its \"project\", its \"environment\" or its \"kills\".");
        }
        Map<String, @Nullable String> variants = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> kill : kills.properties()) {
            JsonNode variant = kill.getValue();
            if (!variant.isTextual() && !variant.isNull()) {
                throw new IOException("The kill of \"" + kill.getKey() + "\" names no variant.");
            }
            variants.put(kill.getKey(), variant.textValue());
        }
        return new KillList(
                (long) number,
                new Kills(
                        json.path("project").textValue(),
                        json.path("environment").textValue(),
                        java.util.Collections.unmodifiableMap(variants)),
                json.path("at").asText(),
                json.path("comment").textValue());
    }

    /** Signs it; what {@link #read} takes. */
    public String sign(PrivateKey key) {
        ObjectNode payload = Json.object()
                .put("serial", serial)
                .put("project", kills.project())
                .put("environment", kills.environment());
        ObjectNode list = payload.putObject("kills");
        kills.variants().forEach(list::put);
        payload.put("at", at);
        if (comment != null) {
            payload.put("comment", comment);
        }
        String signed = text(Json.object().put("alg", "EdDSA").put("typ", TYPE)) + '.' + text(payload);
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + '.' + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("this key does not sign: " + e.getMessage(), e);
        }
    }

    private static boolean verifies(String signed, byte[] signature, PublicKey key) {
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(signed.getBytes(StandardCharsets.US_ASCII));
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // what is not even of the right length is no signature
        }
    }

    private static String text(ObjectNode json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(json));
    }

    private static JsonNode json(String part) throws IOException {
        JsonNode json = Json.parse(bytes(part));
        if (!json.isObject()) {
            throw new IOException("This is no signed list: a part of it is no JSON object.");
        }
        return json;
    }

    private static byte[] bytes(String part) throws IOException {
        if (part.endsWith("=")) {
            throw new IOException("This is no signed list: a part of it is padded.");
        }
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw new IOException("This is no signed list: a part of it is not base64url.", e);
        }
    }
}
