package dev.firstlight.server.admin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The last bytes of a backup, in the comment a zip file ends with: the checksum of all before them. */
final class Seal {

    /** What stands in its place until everything else is written. */
    static final String OPEN = "0".repeat(64);

    private static final int BLOCK = 64 * 1024;

    private Seal() {}

    /** Seals what was written. */
    static void close(FileChannel channel) throws IOException {
        long end = channel.size() - OPEN.length();
        ByteBuffer seal = ByteBuffer.wrap(of(channel, end).getBytes(StandardCharsets.US_ASCII));
        while (seal.hasRemaining()) {
            channel.write(seal, end + seal.position());
        }
        channel.force(true);
    }

    /** Refuses a file of which anything was changed or is missing. */
    static void check(FileChannel channel) throws IOException {
        long end = channel.size() - OPEN.length();
        ByteBuffer seal = ByteBuffer.allocate(OPEN.length());
        if (end < 0 || channel.read(seal, end) < OPEN.length()) {
            throw new IOException("it is too short");
        }
        if (!of(channel, end).equals(new String(seal.array(), StandardCharsets.US_ASCII))) {
            throw new IOException("its checksum is not that of what it holds");
        }
    }

    private static String of(FileChannel channel, long end) throws IOException {
        MessageDigest digest = sha256();
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        for (long at = 0; at < end; at += block.limit()) {
            block.clear().limit((int) Math.min(BLOCK, end - at));
            if (channel.read(block, at) < 0) {
                throw new IOException("it ends early");
            }
            block.flip();
            digest.update(block.duplicate());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
