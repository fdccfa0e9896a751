package dev.firstlight.server.platform;

import io.smallrye.config.ConfigValidationException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Why a server did not start, in one line for the operator, who knows settings as environment variables. */
public final class StartTrouble {

    private static final Pattern CODE =
            Pattern.compile("(?<![\\w$.])[\\w$.]++(?<=Exception|Error): |(?<![A-Z])[A-Z]{3,}+\\d++: ");
    private static final Pattern NOT_CONVERTED = Pattern.compile(
            "The config property (\\S+) with the config value (\".*?\") threw an Exception whilst being converted\\s*(.*)");
    private static final Pattern MISSING =
            Pattern.compile("The config property (\\S+) is required but it could not be found in any config source");
    private static final Pattern NAME =
            Pattern.compile("(?<![\\w.])(?:firstlight|quarkus|otel)\\.[a-z0-9.\\-]*[a-z0-9]");
    private static final Pattern NO_SUCH_WORD = Pattern.compile(" to enum class \\S+,");
    private static final String CONNECTION_TROUBLE = "08";

    private StartTrouble() {}

    /** What went wrong first, without the names of classes. */
    public static String sentence(Throwable failure) {
        Throwable cause = failure;
        String about = about(cause);
        while (cause.getCause() != null && !(cause instanceof ConfigValidationException)) {
            cause = cause.getCause();
            about += about(cause);
        }
        String text = cause instanceof ConfigValidationException wrong
                ? IntStream.range(0, wrong.getProblemCount())
                        .mapToObj(i -> wording(wrong.getProblem(i).getMessage()))
                        .distinct()
                        .collect(Collectors.joining("; "))
                : wording(cause.getMessage() == null ? cause.toString() : cause.getMessage());
        return about + text.replaceAll("\\R\\s*", " ");
    }

    private static String about(Throwable cause) {
        return cause instanceof SQLException sql
                        && sql.getSQLState() != null
                        && sql.getSQLState().startsWith(CONNECTION_TROUBLE)
                ? "the database that FIRSTLIGHT_DATABASE_URL names does not answer: "
                : "";
    }

    private static String wording(String message) {
        String text = CODE.matcher(message).replaceAll("");
        Matcher notConverted = NOT_CONVERTED.matcher(text);
        if (notConverted.find()) {
            text = notConverted.group(1) + " is " + notConverted.group(2) + ": " + notConverted.group(3);
        }
        text = NO_SUCH_WORD.matcher(text).replaceAll(";");
        text = MISSING.matcher(text).replaceAll("$1 is missing");
        return NAME.matcher(text).replaceAll(name -> variable(name.group()));
    }

    private static String variable(String setting) {
        return setting.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
