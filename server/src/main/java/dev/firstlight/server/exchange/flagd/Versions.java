package dev.firstlight.server.exchange.flagd;

import dev.firstlight.core.Condition;
import dev.firstlight.server.exchange.Conditions;
import dev.firstlight.server.exchange.Refused;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code sem_ver}. {@code ^} asks for the same major version, {@code ~} for the same minor one too. */
final class Versions {

    private static final Pattern VERSION = Pattern.compile("v?(\\d{1,9})(?:\\.(\\d{1,9}))?(?:\\.\\d{1,9})?(?:[-+].*)?");

    private Versions() {}

    static Condition condition(Logic logic) {
        String name = Logic.variable(logic.arg(0), logic.at(0));
        Matcher version = VERSION.matcher(logic.arg(2).asText(""));
        if (name == null || !logic.arg(2).isTextual() || !version.matches()) {
            throw new Refused(logic.pointer(), "Compare an attribute with a version such as \"1.2.3\".");
        }
        String text = logic.arg(2).asText();
        return switch (logic.arg(1).asText()) {
            case "=" -> leaf(name, "semver=", text);
            // Not merely "not equal": what is no version is neither.
            case "!=" -> Conditions.any(List.of(leaf(name, "semver<", text), leaf(name, "semver>", text)));
            case "<" -> leaf(name, "semver<", text);
            case "<=" -> leaf(name, "semver<=", text);
            case ">" -> leaf(name, "semver>", text);
            case ">=" -> leaf(name, "semver>=", text);
            case "^" -> {
                long major = Long.parseLong(version.group(1));
                yield between(name, major + ".0.0-0", (major + 1) + ".0.0-0");
            }
            case "~" -> {
                String major = version.group(1);
                long minor = version.group(2) == null ? 0 : Long.parseLong(version.group(2));
                yield between(name, major + "." + minor + ".0-0", major + "." + (minor + 1) + ".0-0");
            }
            default -> throw new Refused(logic.at(1), "Use one of =, !=, <, <=, >, >=, ^ and ~.");
        };
    }

    /** From the least version there is of the first to the least of the second. */
    private static Condition between(String name, String from, String to) {
        return Conditions.all(List.of(leaf(name, "semver>=", from), leaf(name, "semver<", to)));
    }

    private static Condition leaf(String name, String op, String version) {
        return Conditions.leaf(name, op, List.of(version));
    }
}
