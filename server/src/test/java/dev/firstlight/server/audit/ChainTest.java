package dev.firstlight.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Hashes that were written once have to be found again for ever. */
class ChainTest {

    private static final AuditRow ROW = new AuditRow(
            "comics",
            3,
            Instant.parse("2026-01-02T03:04:05.678901Z"),
            "kiri",
            "flag.changed",
            "käse/ü",
            null,
            "",
            "{}");

    @Test
    void theHashIsAlwaysTheSame() throws Exception {
        var bytes = new java.io.ByteArrayOutputStream();
        var out = new java.io.DataOutputStream(bytes);
        for (String field : List.of(
                AuditChain.BEGINNING, "comics", "3", "2026-01-02T03:04:05.678901Z", "kiri", "flag.changed", "käse/ü")) {
            byte[] text = field.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            out.writeInt(text.length);
            out.write(text);
        }
        out.writeInt(-1);
        out.writeInt(0);
        out.writeInt(2);
        out.writeBytes("{}");
        String expected = java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
        assertThat(AuditChain.hash(AuditChain.BEGINNING, ROW)).isEqualTo(expected);
    }

    @Test
    void oneAfterTheOtherIsAsOneByOne() {
        AuditChain chain = new AuditChain();
        String previous = AuditChain.BEGINNING;
        for (int length : List.of(10, 100_000, 0, 5_000)) {
            AuditRow row = new AuditRow(
                    "p", length, Instant.EPOCH, "a", "b", "c", "x".repeat(length), null, "ü".repeat(length));
            String next = chain.next(previous, row);
            assertThat(next).isEqualTo(AuditChain.hash(previous, row));
            previous = next;
        }
    }

    @Test
    void noFieldFlowsIntoTheNext() {
        List<String> hashes = Stream.of(
                        new String[] {"ab", "c", null},
                        new String[] {"a", "bc", null},
                        new String[] {"abc", "", null},
                        new String[] {"abc", null, ""},
                        new String[] {"abc", null, null},
                        new String[] {"abc", "", ""})
                .map(texts -> AuditChain.hash(
                        AuditChain.BEGINNING,
                        new AuditRow("p", 1, Instant.EPOCH, "a", "b", "c", texts[0], texts[1], texts[2])))
                .toList();
        assertThat(hashes).doesNotHaveDuplicates();
    }
}
