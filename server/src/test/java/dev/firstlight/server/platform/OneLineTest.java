package dev.firstlight.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

/** What is sent in is no line of the log's own. */
class OneLineTest {

    private static final String FORGED = "2026-01-01 00:00:00,000 INFO  [audit] (main) All is well";

    /** The platform's own pattern, without the colours. */
    private static final PatternFormatter FORMAT = new PatternFormatter("%d{yyyy-MM-dd} %-5p [%c] %s%e%n");

    private static String written(LogRecord event) {
        assertThat(new OneLine().isLoggable(event)).isTrue();
        return FORMAT.format(event);
    }

    private static ExtLogRecord event(String format, Object... parameters) {
        ExtLogRecord event =
                new ExtLogRecord(Level.WARNING, format, ExtLogRecord.FormatStyle.PRINTF, OneLineTest.class.getName());
        event.setParameters(parameters);
        return event;
    }

    @Test
    void whatIsSeenStaysAsItIs() {
        assertThat(written(event("%s came %d times, 100%% sure: \\n, é, 日本, 🙂", "Kiri", 3)))
                .endsWith("Kiri came 3 times, 100% sure: \\n, é, 日本, 🙂" + System.lineSeparator());
    }

    @Test
    void lineBreaksAndEscapesAreWrittenOut() {
        String line = written(event("%s failed", "a\r\n" + FORGED + "\u0085b\u2028c\u001b[2Jd\u202ee\tf\0"));
        assertThat(line.stripTrailing().lines()).hasSize(1);
        assertThat(line).contains("a\\r\\n" + FORGED + "\\u0085b\\u2028c\\u001b[2Jd\\u202ee\\tf\\u0000 failed");
    }

    @Test
    void soTheyAreWithoutTheLogManagersOwnRecord() {
        LogRecord plain = new LogRecord(Level.WARNING, "{0} failed");
        plain.setParameters(new Object[] {"a\nb"});
        new OneLine().isLoggable(plain);
        assertThat(plain.getMessage()).isEqualTo("a\\nb failed");
    }

    @Test
    void noLineOfAStackTraceBeginsAsOneOfTheLog() {
        ExtLogRecord event = event("Unexpected %s", "failure");
        event.setThrown(
                new IllegalStateException("outer", new IllegalArgumentException("no \"\n" + FORGED + "\u001b[31m\"")));
        String text = written(event);
        assertThat(text.lines().skip(1)).isNotEmpty().allMatch(line -> line.startsWith("\t"));
        assertThat(text)
                .contains("Unexpected failure", "\tjava.lang.IllegalStateException: outer", "\tat ", FORGED)
                .contains("\\u001b[31m")
                .doesNotContain("\u001b");
    }

    @Test
    void anOrdinaryStackTraceIsLeftToTheFormatter() {
        ExtLogRecord event = event("failed");
        Throwable thrown = new IllegalStateException("as it is");
        event.setThrown(thrown);
        written(event);
        assertThat(event.getThrown()).isSameAs(thrown);
    }
}
