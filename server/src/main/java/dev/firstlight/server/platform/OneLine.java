package dev.firstlight.server.platform;

import io.quarkus.logging.LoggingFilter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what somebody sent from looking like a line of the log's own, or from telling a terminal what to do: line breaks and
 * other characters that are not seen are written as escapes. The lines of a stack trace that holds some are indented.
 */
@LoggingFilter(name = "one-line")
public final class OneLine implements Filter {

    private static final SimpleFormatter WITH_PARAMETERS = new SimpleFormatter();

    @Override
    public boolean isLoggable(LogRecord event) {
        String said = event instanceof ExtLogRecord known
                ? known.getFormattedMessage()
                : WITH_PARAMETERS.formatMessage(event);
        if (said != null && isUnseen(said)) {
            say(event, escaped(said));
        }
        Throwable thrown = event.getThrown();
        if (thrown != null && isUnseenIn(thrown, Collections.newSetFromMap(new IdentityHashMap<>()))) {
            say(event, (said == null ? "" : escaped(said)) + "\n\t" + trace(thrown));
            event.setThrown(null);
        }
        return true;
    }

    private static void say(LogRecord event, String text) {
        event.setParameters(null);
        if (event instanceof ExtLogRecord known) {
            known.setMessage(text, ExtLogRecord.FormatStyle.NO_FORMAT);
        } else {
            event.setMessage(text);
        }
    }

    private static boolean isUnseenIn(@Nullable Throwable thrown, Set<Throwable> seen) {
        if (thrown == null || !seen.add(thrown)) {
            return false;
        }
        boolean unseen = isUnseen(thrown.toString()) || isUnseenIn(thrown.getCause(), seen);
        for (Throwable suppressed : thrown.getSuppressed()) {
            unseen |= isUnseenIn(suppressed, seen);
        }
        return unseen;
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString().lines().map(line -> escaped(line.strip())).collect(Collectors.joining("\n\t"));
    }

    private static boolean isUnseen(String text) {
        return text.codePoints().anyMatch(OneLine::isUnseen);
    }

    private static boolean isUnseen(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(character -> {
            if (character == '\n') {
                escaped.append("\\n");
            } else if (character == '\r') {
                escaped.append("\\r");
            } else if (character == '\t') {
                escaped.append("\\t");
            } else if (isUnseen(character)) {
                escaped.append(String.format("\\u%04x", character));
            } else {
                escaped.appendCodePoint(character);
            }
        });
        return escaped.toString();
    }
}
