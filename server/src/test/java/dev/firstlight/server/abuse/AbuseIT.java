package dev.firstlight.server.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second of each attack, by a small crowd: nobody else is refused, nothing is an error, and memory stays. */
class AbuseIT {

    private static final long MOST_MB = 100;

    @Test
    void theServerStaysWellUnderEachAttack(@TempDir Path directory) throws Exception {
        List<Siege.Row> rows = Siege.run(directory, Duration.ofSeconds(1), 300);
        assertThat(rows).hasSizeGreaterThan(10).allSatisfy(row -> {
            assertThat(row.outcome().wrong()).as(row.attack()).isEmpty();
            assertThat(row.seen().failures())
                    .as(row.attack() + ", somebody else")
                    .isEmpty();
            assertThat(row.grown()).as(row.attack() + ", MB").isLessThanOrEqualTo(MOST_MB);
        });
        assertThat(rows.stream().mapToInt(row -> row.seen().count()).sum()).isGreaterThan(100);
    }
}
