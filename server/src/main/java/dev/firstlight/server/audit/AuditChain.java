package dev.firstlight.server.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The hash that binds a row to the one before it: SHA-256 over the previous hash and the row's fields, each with its length. */
final class AuditChain {

    static final String BEGINNING = "0".repeat(64);

    private static final int FIRST_SIZE = 4_096;

    private final MessageDigest digest = sha256();
    private final TimeText time = new TimeText();
    private byte[] message = new byte[FIRST_SIZE];
    private int length;

    static String hash(String previous, AuditRow row) {
        return new AuditChain().next(previous, row);
    }

    /** As {@link #hash}, for many rows one after the other: what is needed for a row is used for the next again. */
    String next(String previous, AuditRow row) {
        return next(
                previous,
                new ChainRow(
                        row.project(),
                        row.seq(),
                        row.at(),
                        Arrays.asList(
                                bytes(row.actor()),
                                bytes(row.action()),
                                bytes(row.subject()),
                                bytes(row.comment()),
                                bytes(row.before()),
                                bytes(row.after())),
                        "",
                        ""));
    }

    /** The hash that a row should have. */
    String next(String previous, ChainRow row) {
        length = 0;
        add(bytes(previous));
        add(bytes(row.project()));
        add(bytes(Long.toString(row.seq())));
        add(bytes(time.of(row.at())));
        for (byte @Nullable [] field : row.fields()) {
            add(field);
        }
        digest.update(message, 0, length);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /** A null and an empty text differ, and no field can flow into the next. */
    private void add(byte @Nullable [] bytes) {
        if (bytes == null) {
            addLength(-1);
            return;
        }
        addLength(bytes.length);
        room(bytes.length);
        System.arraycopy(bytes, 0, message, length, bytes.length);
        length += bytes.length;
    }

    private void addLength(int value) {
        room(Integer.BYTES);
        for (int shift = 24; shift >= 0; shift -= 8) {
            message[length++] = (byte) (value >> shift);
        }
    }

    private void room(int more) {
        if (message.length - length < more) {
            message = Arrays.copyOf(message, Math.max(2 * message.length, length + more));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
