package dev.firstlight.server.segment;

import dev.firstlight.core.LargeSegment;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a text that comes piece by piece into keys, one a line. Holds no more than one line. */
final class KeyLines {

    static final long MAX_BYTES = 64L * 1024 * 1024;

    private static final int MAX_LINE_BYTES = 4 * Keys.MAX_LENGTH + 1;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final ByteArrayOutputStream rest = new ByteArrayOutputStream(MAX_LINE_BYTES);
    private long bytes;
    private int line;

    /** The keys of the lines that end in a piece. */
    List<String> feed(byte[] piece) {
        bytes += piece.length;
        if (bytes > MAX_BYTES) {
            throw tooLarge();
        }
        List<String> keys = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < piece.length; i++) {
            if (piece[i] == '\n') {
                rest.write(piece, from, i - from);
                keys.add(take());
                from = i + 1;
            }
        }
        rest.write(piece, from, piece.length - from);
        if (rest.size() > MAX_LINE_BYTES) {
            throw refused(line + 1, "is longer than " + Keys.MAX_LENGTH + " characters; shorten it.");
        }
        return keys;
    }

    /** The key of the last line, where that does not end in a line break. */
    List<String> end() {
        return rest.size() == 0 ? List.of() : List.of(take());
    }

    static Failure tooLarge() {
        return Failure.of(
                Failure.Kind.TOO_LARGE,
                "The keys take more than " + MAX_BYTES + " bytes; make the keys shorter, or use several segments.");
    }

    private String take() {
        line++;
        if (line > LargeSegment.MAX_COUNT) {
            throw refused(
                    line, "is one too many: a segment has at most " + LargeSegment.MAX_COUNT + " keys; use several.");
        }
        byte[] text = rest.toByteArray();
        rest.reset();
        int from = line == 1 && startsWithMark(text) ? BYTE_ORDER_MARK.length : 0;
        int to = text.length > from && text[text.length - 1] == '\r' ? text.length - 1 : text.length;
        String key = decoded(ByteBuffer.wrap(text, from, to - from));
        String problem = key == null ? "is not UTF-8; save the file in that encoding." : Keys.problem(key);
        if (key == null || problem != null) {
            throw refused(line, String.valueOf(problem));
        }
        return key;
    }

    private static boolean startsWithMark(byte[] text) {
        return text.length >= BYTE_ORDER_MARK.length
                && text[0] == BYTE_ORDER_MARK[0]
                && text[1] == BYTE_ORDER_MARK[1]
                && text[2] == BYTE_ORDER_MARK[2];
    }

    private static @Nullable String decoded(ByteBuffer utf8) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static Failure refused(int line, String what) {
        return Failure.invalid(List.of(new Problem.Entry("", "Line " + line + " " + what)));
    }
}
