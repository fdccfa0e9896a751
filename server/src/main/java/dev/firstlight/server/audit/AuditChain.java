package dev.firstlight.server.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The hash that binds a row to the one before it: SHA-256 over the previous hash and the row's fields, each with its length. */
final class AuditChain {

    static final String BEGINNING = "0".repeat(64);

    private AuditChain() {}

    static String hash(String previous, AuditRow row) {
        MessageDigest digest = sha256();
        for (@Nullable
        String field : Arrays.asList(
                previous,
                row.project(),
                Long.toString(row.seq()),
                row.at().toString(),
                row.actor(),
                row.action(),
                row.subject(),
                row.comment(),
                row.before(),
                row.after())) {
            byte[] bytes = field == null ? new byte[0] : field.getBytes(StandardCharsets.UTF_8);
            // A null and an empty text differ, and no field can flow into the next.
            digest.update(ByteBuffer.allocate(4)
                    .putInt(field == null ? -1 : bytes.length)
                    .array());
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
