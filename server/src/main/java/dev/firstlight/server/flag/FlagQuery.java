package dev.firstlight.server.flag;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.lifecycle.Lifecycle;
import dev.firstlight.server.lifecycle.Lifecycle.Stage;
import dev.firstlight.server.platform.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The language of the search box. Words, or {@code "several words"}, are looked for in key, name and description;
 * {@code field:value} narrows, {@code -} before either excludes. All terms must hold.
 */
record FlagQuery(List<Term> terms, @Nullable String environment) {

    private static final int LONGEST = 1_000;
    private static final Pattern TERM = Pattern.compile("(-?)(?:([a-z]+):)?(?:\"([^\"]*)\"|(\\S+))");
    private static final Pattern AGE = Pattern.compile(">(\\d{1,4})d");
    private static final List<String> FIELDS =
            List.of("state", "environment", "tag", "owner", "type", "stage", "stale");

    record Term(boolean excluded, String field, String value) {}

    /** A flag with what the terms speak of. */
    record Row(FlagEntity flag, Map<String, ObjectNode> targetings, Lifecycle lifecycle) {}

    static FlagQuery parse(@Nullable String text, String me) {
        List<Term> terms = new ArrayList<>();
        String environment = null;
        if (text != null && text.length() > LONGEST) {
            throw Failure.invalid("/query", "A query has at most " + LONGEST + " characters.");
        }
        Matcher matcher = TERM.matcher(text == null ? "" : text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            String value = matcher.group(3) == null ? matcher.group(4) : matcher.group(3);
            Term term = term(!matcher.group(1).isEmpty(), matcher.group(2), value, me);
            if (term.field().equals("environment")) {
                environment = value;
            } else {
                terms.add(term);
            }
        }
        return new FlagQuery(terms, environment);
    }

    private static Term term(boolean excluded, @Nullable String field, String value, String me) {
        if (field == null) {
            return new Term(excluded, "text", value);
        }
        String name = field.equals("env") ? "environment" : field;
        if (!FIELDS.contains(name)) {
            throw Failure.invalid(
                    "/query",
                    "There is no \"" + field + ":\"; there are " + String.join(", ", FIELDS)
                            + ". Put words with a colon in quotation marks.");
        }
        if (name.equals("state") && !value.equals("on") && !value.equals("off")) {
            throw Failure.invalid("/query", "\"state:\" is followed by on or off.");
        }
        if (name.equals("stage")
                && !value.equals("any")
                && Arrays.stream(Stage.values()).noneMatch(stage -> stage.word().equals(value))) {
            throw Failure.invalid("/query", "\"stage:\" is followed by new, live, stale, archived or any.");
        }
        if (name.equals("stale") && !value.equals("true") && !AGE.matcher(value).matches()) {
            throw Failure.invalid("/query", "\"stale:\" is followed by true, or by an age in days, e.g. >30d.");
        }
        boolean mine = name.equals("owner") && value.equals("me");
        return new Term(excluded, name, mine ? me.toLowerCase(Locale.ROOT) : value);
    }

    /** Whether flags that have been put away are wanted too. */
    boolean wantsArchived() {
        return terms.stream().anyMatch(term -> term.field().equals("stage"));
    }

    /** Whether more than the flags themselves is needed to say which match. */
    boolean looksFurther() {
        return terms.stream()
                .anyMatch(term -> List.of("state", "stage", "stale").contains(term.field()));
    }

    /** What can be said of the flag's own words; a term that needs more holds. */
    boolean mayMatch(FlagWords flag) {
        return terms.stream().allMatch(term -> switch (term.field()) {
            case "text" -> term.excluded() != flag.text().contains(term.value());
            case "tag" ->
                term.excluded() != flag.tags().toLowerCase(Locale.ROOT).contains("\"" + term.value() + "\"");
            case "owner" ->
                term.excluded()
                        != (flag.owner() != null
                                && flag.owner().toLowerCase(Locale.ROOT).equals(term.value()));
            case "type" -> term.excluded() != flag.type().equals(term.value());
            default -> true;
        });
    }

    boolean matches(Row row, Instant now) {
        return mayMatch(row.flag().words())
                && terms.stream().allMatch(term -> switch (term.field()) {
                    case "state" -> term.excluded() != isIn(row, term.value().equals("on"));
                    case "stage" ->
                        term.value().equals("any")
                                || term.excluded() != row.lifecycle().stage().equals(term.value());
                    case "stale" -> term.excluded() != isStale(row.lifecycle(), term.value(), now);
                    default -> true;
                });
    }

    private boolean isIn(Row row, boolean on) {
        return row.targetings().entrySet().stream()
                .filter(entry -> environment == null || entry.getKey().equals(environment))
                .anyMatch(entry -> entry.getValue().path("enabled").asBoolean() == on);
    }

    /** For longer than the age: counted from the day when the flag became stale. */
    private static boolean isStale(Lifecycle lifecycle, String value, Instant now) {
        if (!lifecycle.stage().equals(Stage.STALE.word()) || lifecycle.since() == null) {
            return false;
        }
        Matcher age = AGE.matcher(value);
        return !age.matches() || lifecycle.since().isBefore(now.minus(Duration.ofDays(Long.parseLong(age.group(1)))));
    }
}
